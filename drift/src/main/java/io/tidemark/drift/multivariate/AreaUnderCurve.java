package io.tidemark.drift.multivariate;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Area under the ROC curve of rounded scores: the probability that a current row scores higher than
 * one of the reference, ties counting one half.
 *
 * <p>Where scores tell nothing it is Mann-Whitney's U over n m, of mean 1/2 and variance (n + m +
 * 1) / (12 n m) (Mann and Whitney 1947, doi:10.1214/aoms/1177730491; Hanley and McNeil 1982,
 * doi:10.1148/radiology.143.1.7063747). Ties make the variance smaller; that is not made use of, so
 * that a classifier with few distinct scores does not seem to have looked closely.
 */
final class AreaUnderCurve {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private final NavigableMap<Double, Pair> byScore = new TreeMap<>();

  private record Pair(long reference, long current) {}

  /** Counts rows with a score. */
  void add(double score, long reference, long current) {
    byScore.merge(
        score,
        new Pair(reference, current),
        (a, b) -> new Pair(a.reference + b.reference, a.current + b.current));
  }

  private double references() {
    return byScore.values().stream().mapToLong(Pair::reference).sum();
  }

  private double currents() {
    return byScore.values().stream().mapToLong(Pair::current).sum();
  }

  /** The area; both sides must have rows. */
  double area() {
    double pairs = 0;
    double below = 0;
    for (Pair pair : byScore.values()) {
      pairs += pair.current * (below + pair.reference / 2.0);
      below += pair.reference;
    }
    return pairs / (references() * currents());
  }

  /** Standard deviation of the area where scores tell nothing. */
  double deviation() {
    double n = references();
    double m = currents();
    return Math.sqrt((n + m + 1) / (12 * n * m));
  }

  /** Probability of an area at least this large where scores tell nothing. */
  double pValue() {
    return NORMAL.cumulativeProbability((0.5 - area()) / deviation());
  }

  /** The area that chance alone exceeds with a probability. */
  double noise(double alpha) {
    return Math.min(1, 0.5 + NORMAL.inverseCumulativeProbability(1 - alpha) * deviation());
  }
}
