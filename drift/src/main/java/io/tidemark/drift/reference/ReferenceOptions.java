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
 * @param slices sets of key columns; the rows that share the values of a set's keys are a slice
 * @param minSliceRows a slice with fewer rows is not compared; at least 1
 * @param maxSlices slices kept by name for each set of keys: those with the most rows; the rest is
 *     counted together; at least 1
 */
public record ReferenceOptions(
    List<String> include,
    Set<String> exclude,
    int bins,
    int cuts,
    int maxCategories,
    List<List<String>> slices,
    long minSliceRows,
    int maxSlices) {
  private static final long MIN_SLICE_ROWS = 1000;
  private static final int MAX_SLICES = 50;

  public ReferenceOptions {
    include = List.copyOf(include);
    exclude = Set.copyOf(exclude);
    slices = slices.stream().map(List::copyOf).toList();
    if (minSliceRows < 1 || maxSlices < 1 || slices.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "slices need at least one key each, minSliceRows >= 1 and maxSlices >= 1, but are %s with %d and %d"
              .formatted(slices, minSliceRows, maxSlices));
    }
    if (bins < 2 || cuts < bins || maxCategories < 1) {
      throw new IllegalArgumentException(
          "reference options need bins >= 2, cuts >= bins and maxCategories >= 1, but are bins %d, cuts %d, maxCategories %d"
              .formatted(bins, cuts, maxCategories));
    }
  }

  /** Options without slices. */
  public ReferenceOptions(
      List<String> include, Set<String> exclude, int bins, int cuts, int maxCategories) {
    this(include, exclude, bins, cuts, maxCategories, List.of(), MIN_SLICE_ROWS, MAX_SLICES);
  }

  /** These options with slices. */
  public ReferenceOptions withSlices(List<List<String>> keys, long minRows, int max) {
    return new ReferenceOptions(include, exclude, bins, cuts, maxCategories, keys, minRows, max);
  }

  /** All supported columns, 10 bins, 1000 cut points, 1000 categories, no slices. */
  public static ReferenceOptions defaults() {
    return new ReferenceOptions(List.of(), Set.of(), 10, 1000, 1000);
  }
}
