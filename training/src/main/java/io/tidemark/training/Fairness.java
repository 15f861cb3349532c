package io.tidemark.training;

import java.util.List;

/**
 * How differently a binary model treats groups of rows. Differences are largest minus smallest over
 * the groups that are large enough, ratios smallest to largest; NaN with fewer than two such
 * groups.
 *
 * @param by columns that define the groups
 * @param groups the groups, largest first, small ones included
 * @param parityDifference difference of the shares predicted positive (demographic parity)
 * @param parityRatio ratio of the shares predicted positive
 * @param opportunityDifference difference of the true positive rates (equal opportunity; Hardt,
 *     Price, Srebro 2016, arXiv:1610.02413)
 * @param opportunityRatio ratio of the true positive rates
 */
public record Fairness(
    List<String> by,
    List<Group> groups,
    double parityDifference,
    double parityRatio,
    double opportunityDifference,
    double opportunityRatio) {

  public Fairness {
    by = List.copyOf(by);
    groups = List.copyOf(groups);
  }

  /**
   * One group.
   *
   * @param name values of the columns, as text
   * @param rows rows with a label
   * @param positives rows with a positive label
   * @param positiveRate share predicted positive
   * @param truePositiveRate share predicted positive of those with a positive label; NaN without
   *     any
   * @param judged false if it has too few rows to be judged
   */
  public record Group(
      String name,
      long rows,
      long positives,
      double positiveRate,
      double truePositiveRate,
      boolean judged) {}
}
