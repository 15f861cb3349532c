package io.tidemark.drift;

import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.stats.CellTable;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.KolmogorovSmirnov;
import io.tidemark.drift.stats.Threshold;
import io.tidemark.drift.stats.Wasserstein;
import java.util.List;
import java.util.Set;

/**
 * Both sides of a numeric column on ordered cells, with what each cell can hold. Cell i of the
 * finite values holds values of [low[i], high[i]]; the first and the last cell of all values reach
 * on to the infinities.
 *
 * @param low smallest finite value a cell can hold
 * @param high largest finite value a cell can hold; equal to {@code low} for a point
 * @param all counts of all values other than NaN
 * @param finite counts of the finite values
 * @param tails the finite values with those outside the reference's range on cells of their own
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
record NumericCells(
    double[] low, double[] high, CellTable all, CellTable finite, TailedCells tails) {
  private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "int", "bigint");

  /** True for Spark's types of whole numbers. */
  static boolean isWhole(String dataType) {
    return WHOLE.contains(dataType);
  }

  /**
   * The frozen cells of a column. The outer cells are open ends: of the reference they hold
   * infinities only, because its first and last cut are its smallest and largest finite value.
   *
   * @param whole true if both sides hold whole numbers only
   */
  static NumericCells of(NumericProfile profile, NumericTally current, boolean whole) {
    long[] reference = unboxed(profile.cells());
    long[] counted = current.cells();
    CellTable all = CellTable.of(reference, counted);
    double[] cuts = current.cuts();
    int last = reference.length - 1;
    double[] low = new double[reference.length];
    double[] high = new double[reference.length];
    for (int i = 0; i < cuts.length; i++) {
      low[2 * i + 1] = cuts[i];
      high[2 * i + 1] = cuts[i];
      low[2 * i + 2] = whole ? Math.ceil(Math.nextUp(cuts[i])) : cuts[i];
      high[2 * i] = whole ? Math.floor(Math.nextDown(cuts[i])) : cuts[i];
    }
    low[0] = current.finiteMin().orElse(0);
    high[last] = current.finiteMax().orElse(0);
    for (int i = 0; i <= last; i += 2) {
      if (last > 0 && low[i] > high[i]) {
        // Nothing fits in.
        low[i] = i == 0 ? low[1] : high[i - 1];
        high[i] = low[i];
      }
    }
    counted[0] -= current.negativeInfinities();
    counted[last] -= current.positiveInfinities();
    reference[0] = 0;
    reference[last] = 0;
    return new NumericCells(
        low,
        high,
        all,
        CellTable.of(reference, counted),
        TailedCells.of(low, high, reference, counted, current));
  }

  /** Kolmogorov-Smirnov of all values, infinities included. */
  Evidence kolmogorovSmirnov(double alpha) {
    return KolmogorovSmirnov.compare(lowest(), highest(), all, alpha);
  }

  /** Wasserstein-1 of the finite values, in units of a scale. */
  Evidence wasserstein(double scale, double alpha) {
    return Wasserstein.compare(tails.low(), tails.high(), tails.counts(), scale, alpha);
  }

  /** Cells that must be known more finely for KS; see {@link KolmogorovSmirnov#unsettled}. */
  int[] unsettledKolmogorovSmirnov(Threshold threshold) {
    return KolmogorovSmirnov.unsettled(lowest(), highest(), all, threshold);
  }

  /** Cells that must be known more finely for Wasserstein-1; see {@link Wasserstein#unsettled}. */
  int[] unsettledWasserstein(double scale, Threshold threshold) {
    return tails.cells(
        Wasserstein.unsettled(tails.low(), tails.high(), tails.counts(), scale, threshold));
  }

  /** True when a point holds more than one value, so that values are equal for sure. */
  boolean hasTies() {
    for (int i = 0; i < low.length; i++) {
      if (low[i] == high[i] && finite.reference(i) + finite.current(i) > 1) {
        return true;
      }
    }
    return false;
  }

  private double[] lowest() {
    double[] bounds = low.clone();
    bounds[0] = Double.NEGATIVE_INFINITY;
    return bounds;
  }

  private double[] highest() {
    double[] bounds = high.clone();
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  static long[] unboxed(List<Long> counts) {
    long[] plain = new long[counts.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = counts.get(i);
    }
    return plain;
  }
}
