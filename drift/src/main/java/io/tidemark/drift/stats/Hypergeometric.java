package io.tidemark.drift.stats;

import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.special.Erf;

/**
 * How the rows of a cell fall on the two sides under no drift, given the cell's rows on both sides
 * together: each of the t rows is the smaller side's with probability s / N, without replacement,
 * so the smaller side's count K is hypergeometric. Its mean deviation is exact where the expected
 * count is under {@value #NORMAL_FROM} and its tail under {@value #NORMAL_TAIL_FROM}, else normal
 * with the exact variance.
 */
final class Hypergeometric {
  private static final double NORMAL_FROM = 10;
  private static final double NORMAL_TAIL_FROM = 100;

  /** Above so many factors P(K = 0) is their integral by the midpoint rule, off by under 1e-4. */
  private static final double MOST_FACTORS = 300;

  private static final double NEGLIGIBLE = 1e-17;

  private final double total;
  private final double small;
  private final double unit;
  private final boolean smallIsCurrent;

  /** For the sizes of the two sides, both positive. */
  Hypergeometric(CellTable cells) {
    this.total = (double) cells.referenceTotal() + cells.currentTotal();
    this.small = Math.min(cells.referenceTotal(), cells.currentTotal());
    this.smallIsCurrent = cells.currentTotal() < cells.referenceTotal();
    this.unit = total / ((double) cells.referenceTotal() * cells.currentTotal());
  }

  /** Variance of the difference of shares of a cell that holds t rows on both sides together. */
  double variance(double t) {
    return t / total * ((total - t) / (total - 1)) * unit;
  }

  /** Mean of the absolute difference of shares. */
  double meanDifference(double t) {
    double rows = Math.min(t, total - t);
    double expected = rows * small / total;
    if (expected >= NORMAL_FROM) {
      return Noise.ABSOLUTE_MEAN * Math.sqrt(variance(t));
    }
    // The mean deviation 2 v (N - s - t + v) / N P(v), v being the first count above the mean.
    double above = Math.floor(expected) + 1;
    double probability = none(rows);
    for (double k = 0; k < above; k++) {
      probability *= up(k, rows);
    }
    return 2 * above * ((total - small - rows + above) / total) * probability * unit;
  }

  /** True when the counts are too few for the normal distribution. */
  boolean isRare(double t) {
    return Math.min(t, total - t) * small / total < NORMAL_FROM;
  }

  /** P(|difference of shares| &gt;= d). */
  double tail(double t, double d) {
    double rows = Math.min(t, total - t);
    double expected = rows * small / total;
    if (expected >= NORMAL_TAIL_FROM) {
      return Erf.erfc(d / Math.sqrt(2 * variance(t)));
    }
    // A row's share less, so that a difference as large as d itself counts.
    double distance = d / unit * (1 - 1e-9);
    double most = Math.floor(Math.min(rows, small));
    if (Math.max(expected, most - expected) < distance) {
      return 0;
    }
    double probability = none(rows);
    double tail = 0;
    for (double k = 0; k <= most; k++) {
      if (Math.abs(k - expected) >= distance) {
        tail += probability;
      }
      if (k > expected && probability < NEGLIGIBLE) {
        break;
      }
      probability *= up(k, rows);
    }
    return Math.min(1, tail);
  }

  /** Mean and variance. */
  record Moments(double mean, double variance) {}

  /**
   * Moments of a function of a cell's shares on the reference and the current side; for rare cells.
   */
  Moments moments(double rows, DoubleBinaryOperator function) {
    double other = total - small;
    // A cell with nearly all rows is rare by what it does not hold.
    boolean most = rows > total / 2;
    double counted = most ? total - rows : rows;
    double expected = counted * small / total;
    double probability = none(counted);
    double mean = 0;
    double square = 0;
    for (double k = 0; k <= Math.min(counted, small); k++) {
      double smaller = most ? 1 - k / small : k / small;
      double larger = most ? 1 - (counted - k) / other : (counted - k) / other;
      double value =
          smallIsCurrent
              ? function.applyAsDouble(larger, smaller)
              : function.applyAsDouble(smaller, larger);
      mean += probability * value;
      square += probability * value * value;
      if (k > expected && probability < NEGLIGIBLE) {
        break;
      }
      probability *= up(k, counted);
    }
    return new Moments(mean, Math.max(0, square - mean * mean));
  }

  /** The smaller side's share of all rows. */
  double smallShare() {
    return small / total;
  }

  /** Difference of shares that one row makes when it changes sides. */
  double unit() {
    return unit;
  }

  /**
   * P(K = 0) among so many rows. Means of rows need not be whole: of a part of a row the factor
   * counts in part, so that a rounding residue beyond a whole number is not taken for a whole row.
   */
  double none(double rows) {
    double factors = Math.min(rows, small);
    double others = Math.max(rows, small);
    if (factors > MOST_FACTORS) {
      return Math.exp(logNone(factors, others));
    }
    double whole = Math.floor(factors);
    double probability = 1;
    for (double i = 0; i < whole; i++) {
      probability *= factor(others, i);
    }
    return whole < factors
        ? probability * Math.pow(factor(others, whole), factors - whole)
        : probability;
  }

  private double factor(double others, double i) {
    return Math.max(0, 1 - others / (total - i));
  }

  /** Sum over i from 0 to factors - 1 of ln((total - others - i) / (total - i)). */
  private double logNone(double factors, double others) {
    double from = total + 0.5;
    double to = from - others;
    return factors * Math.log1p(-others / from)
        - (to - factors) * Math.log1p(-factors / to)
        + (from - factors) * Math.log1p(-factors / from);
  }

  /** P(K = k + 1) / P(K = k). */
  private double up(double k, double rows) {
    return (rows - k) / (k + 1) * ((small - k) / (total - small - rows + k + 1));
  }
}
