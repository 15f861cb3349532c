package io.tidemark.drift.stats;

/**
 * Where in one tail the smaller side's farthest value lies, under no drift. Given each place, what
 * the tail adds to Wasserstein-1 is nearly certain: with K of the j farthest values, |K - j p| is j
 * p as long as K = 0 and has the mean 1 - i p from the farthest one on, at rank i, while j p &lt;=
 * 1 (p being the smaller side's share of all values). Farther in the rest of the distance follows,
 * raised by what the tail left behind.
 */
final class FarValues {
  /** The farthest places are single groups of ranks, where one rank more or less matters most. */
  private static final int FINE = 6;

  /** Groups of ranks to each place farther in. */
  private static final int COARSE = 3;

  private final int places;
  private final double[] weights;
  private final double[] shifts;
  private final double[] means;
  private final double[] variances;

  /** Mean of the rest of the distance beyond its mean without knowledge of the place. */
  private final double[] raised;

  private FarValues(int places) {
    this.places = places;
    weights = new double[places];
    shifts = new double[places];
    means = new double[places];
    variances = new double[places];
    raised = new double[places];
  }

  int places() {
    return places;
  }

  double weight(int place) {
    return weights[place];
  }

  double shift(int place) {
    return shifts[place];
  }

  double mean(int place) {
    return means[place];
  }

  double variance(int place) {
    return variances[place];
  }

  double raised(int place) {
    return raised[place];
  }

  /** Mean of what the tail adds to the distance. */
  double meanShare() {
    double sum = 0;
    for (int i = 0; i < places; i++) {
      sum += weights[i] * (shifts[i] + means[i]);
    }
    return sum;
  }

  /** Mean over the places of something that depends on the place. */
  double average(double[] byPlace) {
    double sum = 0;
    for (int i = 0; i < places; i++) {
      sum += weights[i] * byPlace[i];
    }
    return sum;
  }

  /** A single place that knows nothing. */
  static FarValues none() {
    FarValues one = new FarValues(1);
    one.weights[0] = 1;
    return one;
  }

  /**
   * The places in a tail.
   *
   * @param widths of x at the ranks, from the outside in
   * @param ranks mean number of values farther out, ascending, at most 1/p
   * @param falls how values fall on the sides
   */
  static FarValues of(double[] widths, double[] ranks, Hypergeometric falls) {
    int size = widths.length;
    int places = Math.min(size, FINE) + (Math.max(0, size - FINE) + COARSE - 1) / COARSE;
    FarValues found = new FarValues(places + 1);
    double[] inner = new double[size + 1];
    double[] squares = new double[size + 1];
    for (int j = size - 1; j >= 0; j--) {
      inner[j] = inner[j + 1] + widths[j];
      squares[j] = squares[j + 1] + widths[j] * ranks[j] * (widths[j] + 2 * inner[j + 1]);
    }
    double p = falls.smallShare();
    double unit = falls.unit();
    double outside = 0;
    double noneBefore = 1;
    double rankBefore = 0;
    int end = 0;
    for (int place = 0; place < places; place++) {
      int start = end;
      end = Math.min(size, start < FINE ? start + 1 : start + COARSE);
      double rank = ranks[end - 1];
      double none = falls.none(rank);
      double farthest = Math.min(rank, (rankBefore + 1 + rank) / 2);
      found.weights[place] = noneBefore - none;
      found.shifts[place] = outside;
      double each = Math.max(0, 1 - farthest * p);
      found.means[place] = unit * each * inner[start];
      double spread = squares[start] - farthest * inner[start] * inner[start];
      found.variances[place] = unit * unit * p * (1 - p) * Math.max(0, spread);
      found.raised[place] = unit * each;
      for (int j = start; j < end; j++) {
        outside += unit * p * widths[j] * ranks[j];
      }
      noneBefore = none;
      rankBefore = rank;
    }
    found.weights[places] = noneBefore;
    found.shifts[places] = outside;
    found.raised[places] = unit * p * rankBefore;
    return found;
  }
}
