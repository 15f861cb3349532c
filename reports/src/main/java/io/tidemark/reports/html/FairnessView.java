package io.tidemark.reports.html;

import io.tidemark.training.Fairness;
import java.util.List;

/**
 * How groups of rows are treated.
 *
 * @param by the columns that define them
 * @param sentence the differences in words
 * @param groups the groups, largest first
 * @param leftOut groups that do not fit
 */
public record FairnessView(String by, String sentence, List<Group> groups, int leftOut) {

  private static final int MOST_GROUPS = 40;

  public FairnessView {
    groups = List.copyOf(groups);
  }

  /**
   * One group.
   *
   * @param name its name
   * @param rows its rows
   * @param positives its rows with a positive label
   * @param rate share predicted positive
   * @param found share predicted positive of those with a positive label
   * @param judged false if it is too small
   */
  public record Group(
      String name, String rows, String positives, Bar rate, Bar found, boolean judged) {}

  /**
   * A share with its bar.
   *
   * @param text the share
   * @param length length of the bar, of 100
   */
  public record Bar(String text, int length) {

    static Bar of(double share) {
      return new Bar(
          Format.share(share),
          Double.isFinite(share) ? (int) Math.round(100 * Math.max(0, Math.min(1, share))) : 0);
    }
  }

  static FairnessView of(Fairness fairness) {
    return new FairnessView(
        Format.clip(String.join(", ", fairness.by()), 120),
        sentence(fairness),
        fairness.groups().stream()
            .limit(MOST_GROUPS)
            .map(
                g ->
                    new Group(
                        Format.name(g.name()),
                        Format.count(g.rows()),
                        Format.count(g.positives()),
                        Bar.of(g.positiveRate()),
                        Bar.of(g.truePositiveRate()),
                        g.judged()))
            .toList(),
        Math.max(0, fairness.groups().size() - MOST_GROUPS));
  }

  private static String sentence(Fairness fairness) {
    long judged = fairness.groups().stream().filter(Fairness.Group::judged).count();
    if (judged < 2) {
      return "Fewer than two groups have enough rows, so no difference between groups is told.";
    }
    return "Predicted positive: "
        + spread(fairness.parityDifference(), fairness.parityRatio())
        + ". Found among the positives: "
        + spread(fairness.opportunityDifference(), fairness.opportunityRatio())
        + ".";
  }

  private static String spread(double difference, double ratio) {
    return Double.isFinite(difference)
        ? "the groups lie at most %s apart, the lowest reaches %s of the highest"
            .formatted(points(difference), Format.share(ratio))
        : "not known of two groups or more";
  }

  private static String points(double difference) {
    return Format.number(Math.round(difference * 1000) / 10.0) + " points";
  }
}
