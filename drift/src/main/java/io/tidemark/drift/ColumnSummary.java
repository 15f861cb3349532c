package io.tidemark.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side's summary of a column.
 *
 * @param rows all rows, nulls included
 * @param nulls rows with a null
 * @param nans rows with NaN, 0 for other than floating point columns
 * @param min smallest value, null for columns other than numeric or without a value
 * @param max largest value, likewise
 * @param mean arithmetic mean of the finite values, likewise
 * @param standardDeviation sample standard deviation of the finite values, null below two values
 * @param numbers what else is known of a numeric column; null for others
 * @param lengths lengths of a text column's values; null for others and without a value
 * @param distinct about how many distinct values there are, nulls not counted; null where it was
 *     not estimated
 */
public record ColumnSummary(
    long rows,
    long nulls,
    long nans,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    @Nullable Double standardDeviation,
    @Nullable Numbers numbers,
    @Nullable Lengths lengths,
    @Nullable Long distinct) {

  /** A summary without the parts that not every column has. */
  public ColumnSummary(
      long rows,
      long nulls,
      long nans,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double mean,
      @Nullable Double standardDeviation) {
    this(rows, nulls, nans, min, max, mean, standardDeviation, null, null, null);
  }

  /**
   * More of a numeric column.
   *
   * @param infinities rows with an infinity of either sign; null where that is not shown
   * @param zeros rows with zero; null likewise
   * @param negatives rows below zero; null likewise
   * @param skewness of the finite values, as of a population (g1); null without spread
   * @param kurtosis excess kurtosis of the finite values, as of a population (g2); null likewise
   * @param quantiles in ascending order of {@code q}; empty without a value
   */
  public record Numbers(
      @Nullable Long infinities,
      @Nullable Long zeros,
      @Nullable Long negatives,
      @Nullable Double skewness,
      @Nullable Double kurtosis,
      List<Quantile> quantiles) {

    public Numbers {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * A quantile, known to lie between two values: the smallest value that at least the share {@code
   * q} of the values does not exceed.
   *
   * @param q share, in (0, 1)
   * @param low smallest value it can be
   * @param high largest value it can be; equals {@code low} when it is exact
   */
  public record Quantile(double q, double low, double high) {}

  /**
   * Lengths of texts, in characters (Unicode code points).
   *
   * @param min of the shortest
   * @param max of the longest
   * @param mean arithmetic mean
   */
  public record Lengths(long min, long max, double mean) {}
}
