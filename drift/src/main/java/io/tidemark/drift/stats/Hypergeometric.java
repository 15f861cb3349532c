package io.tidemark.drift.stats;

/**
 * How the rows of a cell fall on the two sides under no drift, given the cell's rows on both sides
 * together: each of the t rows is the smaller side's with probability s / N, without replacement,
 * so the smaller side's count K is hypergeometric. Exact where the expected count is under {@value
 * #NORMAL_FROM}, else normal with the exact variance.
 */
final class Hypergeometric {
  private static final double NORMAL_FROM = 10;

  /** Above so many factors P(K = 0) is taken from the Poisson limit, which is close by then. */
  private static final double MOST_FACTORS = 300;

  private static final double NEGLIGIBLE = 1e-17;

  private final double total;
  private final double small;
  private final double unit;

  /** For the sizes of the two sides, both positive. */
  Hypergeometric(CellTable cells) {
    this.total = (double) cells.referenceTotal() + cells.currentTotal();
    this.small = Math.min(cells.referenceTotal(), cells.currentTotal());
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

  /** P(|difference of shares| &gt;= d) for a rare cell. */
  double rareTail(double t, double d) {
    double rows = Math.min(t, total - t);
    double expected = rows * small / total;
    double distance = d / unit * (1 - 1e-9);
    double most = Math.min(rows, small);
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

  /** P(K = 0) among so many rows. */
  private double none(double rows) {
    double factors = Math.min(rows, small);
    double others = Math.max(rows, small);
    if (factors > MOST_FACTORS) {
      return Math.exp(-rows * small / total);
    }
    double probability = 1;
    for (double i = 0; i < factors; i++) {
      probability *= Math.max(0, 1 - others / (total - i));
    }
    return probability;
  }

  /** P(K = k + 1) / P(K = k). */
  private double up(double k, double rows) {
    return (rows - k) / (k + 1) * ((small - k) / (total - small - rows + k + 1));
  }
}
