package io.tidemark.bench.calibration;

import java.util.Arrays;

/**
 * A column of numbers whose current side is scale times the reference's distribution, plus a shift.
 *
 * @param shift in values, not standard deviations
 */
record Column(Shape shape, double scale, double shift) {
  /** Up to so many rows on both sides, every value is drawn. */
  static final long MOST_VALUES = 10_000;

  /** Share of rows in a value of the rounded distribution, outside the tails. */
  private static final double MASS = 0.0005;

  /** Step of ln(u / (1 - u)) in the tails. */
  private static final double STEP = 0.05;

  private static final double FARTHEST = 18;

  static Column still(Shape shape) {
    return new Column(shape, 1, 0);
  }

  /** Draws both sides. */
  Sample draw(Draws draws, long n, long m) {
    return Math.max(n, m) <= MOST_VALUES ? values(draws, (int) n, (int) m) : counts(draws, n, m);
  }

  private Sample values(Draws draws, int n, int m) {
    double[] reference = new double[n];
    double[] current = new double[m];
    for (int i = 0; i < n; i++) {
      reference[i] = value(draws);
    }
    for (int i = 0; i < m; i++) {
      current[i] = scale * value(draws) + shift;
    }
    return Sample.of(reference, current);
  }

  private double value(Draws draws) {
    if (shape.zeros() > 0 && draws.uniform() < shape.zeros()) {
      return 0;
    }
    return shape.of(draws.normal());
  }

  /** Multinomial counts of the distribution rounded to a few thousand values. */
  private Sample counts(Draws draws, long n, long m) {
    double[] edges = edges();
    int size = edges.length - 1;
    boolean zeros = shape.zeros() > 0;
    int extra = zeros ? 1 : 0;
    double[] values = new double[size + extra];
    double[] before = new double[size + extra];
    double[] now = new double[size + extra];
    double rest = 1 - shape.zeros();
    if (zeros) {
      before[0] = shape.zeros();
      now[0] = shape.zeros();
    }
    double currentBelow = 0;
    for (int i = 0; i < size; i++) {
      values[i + extra] = shape.continuous((edges[i] + edges[i + 1]) / 2);
      before[i + extra] = rest * (edges[i + 1] - edges[i]);
      double below =
          i + 1 == size ? 1 : shape.below((shape.continuous(edges[i + 1]) - shift) / scale);
      now[i + extra] = rest * (below - currentBelow);
      currentBelow = below;
    }
    return new Sample(values, draws.multinomial(n, before), draws.multinomial(m, now));
  }

  private static double[] edges() {
    double[] edges = new double[(int) (1 / MASS) + (int) (4 * FARTHEST / STEP)];
    int size = 0;
    edges[size++] = 0;
    for (double u = -FARTHEST; u < 0; ) {
      double p = 1 / (1 + Math.exp(-u));
      edges[size++] = p;
      double next = 1 / (1 + Math.exp(-u - STEP));
      double step = Math.min(next - p, MASS);
      u = Math.log((p + step) / (1 - p - step));
    }
    double[] lower = Arrays.copyOf(edges, size);
    double[] all = new double[2 * size];
    System.arraycopy(lower, 0, all, 0, size);
    for (int i = 0; i < size; i++) {
      all[2 * size - 1 - i] = 1 - lower[i];
    }
    return all;
  }
}
