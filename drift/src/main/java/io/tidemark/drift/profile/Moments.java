package io.tidemark.drift.profile;

import java.util.OptionalDouble;

/**
 * Range of all values and moments of the finite ones, by Welford's update and the pairwise merge of
 * Chan, Golub and LeVeque (1983, doi:10.1080/00031305.1983.10483115), which do not cancel.
 */
public final class Moments implements Mergeable<Double, Moments> {
  private long values;
  private long finite;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double finiteMin = Double.POSITIVE_INFINITY;
  private double finiteMax = Double.NEGATIVE_INFINITY;
  private long negativeInfinities;

  @Override
  public Moments empty() {
    return new Moments();
  }

  @Override
  public void accept(Double value) {
    add(value);
  }

  /** Takes in a value other than NaN. */
  void add(double value) {
    values++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (Double.isInfinite(value)) {
      negativeInfinities += value < 0 ? 1 : 0;
      return;
    }
    finite++;
    finiteMin = Math.min(finiteMin, value);
    finiteMax = Math.max(finiteMax, value);
    double delta = value - mean;
    mean += delta / finite;
    squares += delta * (value - mean);
  }

  @Override
  public void merge(Moments other) {
    values += other.values;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    finiteMin = Math.min(finiteMin, other.finiteMin);
    finiteMax = Math.max(finiteMax, other.finiteMax);
    negativeInfinities += other.negativeInfinities;
    if (other.finite == 0) {
      return;
    }
    if (finite == 0) {
      finite = other.finite;
      mean = other.mean;
      squares = other.squares;
      return;
    }
    double delta = other.mean - mean;
    double share = (double) other.finite / ((double) finite + other.finite);
    squares += other.squares + delta * delta * finite * share;
    mean += delta * share;
    finite += other.finite;
  }

  /** Smallest value, infinities included; empty without a value. */
  public OptionalDouble min() {
    return values == 0 ? OptionalDouble.empty() : OptionalDouble.of(min);
  }

  /** Largest value, infinities included; empty without a value. */
  public OptionalDouble max() {
    return values == 0 ? OptionalDouble.empty() : OptionalDouble.of(max);
  }

  /** Smallest finite value; empty without one. */
  public OptionalDouble finiteMin() {
    return finite == 0 ? OptionalDouble.empty() : OptionalDouble.of(finiteMin);
  }

  /** Largest finite value; empty without one. */
  public OptionalDouble finiteMax() {
    return finite == 0 ? OptionalDouble.empty() : OptionalDouble.of(finiteMax);
  }

  /** Rows with minus infinity. */
  public long negativeInfinities() {
    return negativeInfinities;
  }

  /** Rows with plus infinity. */
  public long positiveInfinities() {
    return values - finite - negativeInfinities;
  }

  /** Mean of the finite values; empty without one or where it overflows. */
  public OptionalDouble mean() {
    return finite == 0 ? OptionalDouble.empty() : finiteOnly(mean);
  }

  /** Sample standard deviation of the finite values; empty below two or where it overflows. */
  public OptionalDouble standardDeviation() {
    return finite < 2 ? OptionalDouble.empty() : finiteOnly(Math.sqrt(squares / (finite - 1)));
  }

  private static OptionalDouble finiteOnly(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
