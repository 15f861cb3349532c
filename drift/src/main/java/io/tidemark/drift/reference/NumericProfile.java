package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A column of numbers on frozen cells.
 *
 * @param name the column's name
 * @param dataType Spark's name of its type
 * @param summary rows, nulls, range and moments
 * @param cuts k cut points, finite and ascending: values of the reference
 * @param cells counts on the 2k + 1 cells (-inf, e_1), {e_1}, (e_1, e_2), ..., {e_k}, (e_k, +inf)
 * @param binStarts index of the first cell of each bin of PSI and Jensen-Shannon; starts with 0
 */
public record NumericProfile(
    String name,
    String dataType,
    ColumnSummary summary,
    List<Double> cuts,
    List<Long> cells,
    List<Integer> binStarts)
    implements ColumnProfile {

  public NumericProfile {
    Checks.present(name, dataType, summary);
    cuts = List.copyOf(cuts);
    cells = List.copyOf(cells);
    binStarts = List.copyOf(binStarts);
    Checks.that(
        cells.size() == 2 * cuts.size() + 1,
        name,
        "there must be one more cell than twice the cuts");
    for (int i = 0; i < cuts.size(); i++) {
      Checks.that(Double.isFinite(cuts.get(i)), name, "cuts must be finite");
      Checks.that(i == 0 || cuts.get(i) > cuts.get(i - 1), name, "cuts must ascend");
    }
    Checks.that(!binStarts.isEmpty() && binStarts.get(0) == 0, name, "bins must start at cell 0");
    for (int i = 1; i < binStarts.size(); i++) {
      Checks.that(binStarts.get(i) > binStarts.get(i - 1), name, "bins must ascend");
    }
    Checks.that(
        binStarts.get(binStarts.size() - 1) < cells.size(), name, "bins must start at a cell");
    long counted = cells.stream().mapToLong(Long::longValue).sum();
    Checks.that(cells.stream().allMatch(c -> c >= 0), name, "counts must not be negative");
    Checks.that(
        counted + summary.nulls() + summary.nans() == summary.rows(),
        name,
        "cells, nulls and NaN must add up to the rows");
  }

  /** The same cells with the counts of some of the rows. */
  public NumericProfile withCounts(ColumnSummary some, long[] counts) {
    return new NumericProfile(
        name, dataType, some, cuts, Arrays.stream(counts).boxed().toList(), binStarts);
  }

  /**
   * The same rows and bins on finer cells.
   *
   * @param finer cut points that include all of these
   * @param counts counts on the finer cells
   */
  public NumericProfile onCuts(double[] finer, long[] counts) {
    List<Integer> starts = new ArrayList<>();
    for (int start : binStarts) {
      // A bin starts at a cut point or right after one, except the first.
      int point = (start - 1) / 2;
      starts.add(
          start == 0 ? 0 : 2 * Arrays.binarySearch(finer, cuts.get(point)) + 1 + (start - 1) % 2);
    }
    return new NumericProfile(
        name,
        dataType,
        summary,
        Arrays.stream(finer).boxed().toList(),
        Arrays.stream(counts).boxed().toList(),
        starts);
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.NUMERIC;
  }
}
