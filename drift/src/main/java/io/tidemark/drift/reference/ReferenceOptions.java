package io.tidemark.drift.reference;

import java.util.List;
import java.util.Set;

/**
 * What to freeze of a reference.
 *
 * @param include the columns to profile; empty for all whose type is supported
 * @param exclude columns not to profile
 * @param bins bins that PSI and Jensen-Shannon aim at for numbers, at least 2
 * @param cuts cut points of numbers that KS aims at, at least as many as bins: KS is known to about
 *     1/cuts, and exactly for columns with no more distinct values
 * @param maxCategories categories kept by name, at least 1; the rest is counted together
 */
public record ReferenceOptions(
    List<String> include, Set<String> exclude, int bins, int cuts, int maxCategories) {

  public ReferenceOptions {
    include = List.copyOf(include);
    exclude = Set.copyOf(exclude);
    if (bins < 2 || cuts < bins || maxCategories < 1) {
      throw new IllegalArgumentException(
          "reference options need bins >= 2, cuts >= bins and maxCategories >= 1, but are bins %d, cuts %d, maxCategories %d"
              .formatted(bins, cuts, maxCategories));
    }
  }

  /** All supported columns, 10 bins, 1000 cut points, 1000 categories. */
  public static ReferenceOptions defaults() {
    return new ReferenceOptions(List.of(), Set.of(), 10, 1000, 1000);
  }
}
