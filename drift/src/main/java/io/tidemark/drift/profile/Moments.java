package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Range and the first four central moments of finite values.
 *
 * <p>A block's power sums are taken around the mean so far, and blocks are put together by the
 * pairwise formulas of Chan, Golub and LeVeque (1983, doi:10.1080/00031305.1983.10483115) and Pebay
 * (2008, doi:10.2172/1028931): no difference of large sums, no division per value.
 */
public final class Moments implements Mergeable<Double, Moments> {
  private static final long serialVersionUID = 1L;
  private long count;
  private double mean;
  private double m2;
  private double m3;
  private double m4;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  @Override
  public Moments empty() {
    return new Moments();
  }

  @Override
  public void accept(Double value) {
    add(value);
  }

  /** Takes in one finite value. */
  void add(double value) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    put(1, value, 0, 0, 0);
  }

  /** Takes in one finite value many times. */
  void addMany(double value, long times) {
    if (times > 0) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      put(times, value, 0, 0, 0);
    }
  }

  /**
   * Takes in a block if all its values are finite and its power sums do not overflow.
   *
   * @return false if it did not: nothing was changed
   */
  boolean addBlock(double[] values, int size) {
    if (size == 0) {
      return true;
    }
    double shift = count > 0 ? mean : values[0];
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double low = min;
    double high = max;
    for (int i = 0; i < size; i++) {
      double value = values[i];
      double y = value - shift;
      double square = y * y;
      s1 += y;
      s2 += square;
      s3 += square * y;
      s4 += square * square;
      if (value < low) {
        low = value;
      }
      if (value > high) {
        high = value;
      }
    }
    if (!Double.isFinite(s4)) {
      return false;
    }
    min = low;
    max = high;
    double d = s1 / size;
    put(
        size,
        shift + d,
        Math.max(0, s2 - d * s1),
        s3 - 3 * d * s2 + 2 * d * d * s1,
        Math.max(0, s4 - 4 * d * s3 + 6 * d * d * s2 - 3 * d * d * d * s1));
    return true;
  }

  private void put(long n, double otherMean, double o2, double o3, double o4) {
    if (count == 0) {
      count = n;
      mean = otherMean;
      m2 = o2;
      m3 = o3;
      m4 = o4;
      return;
    }
    double a = count;
    double b = n;
    double total = a + b;
    double delta = otherMean - mean;
    double step = delta / total;
    double product = delta * step * a * b;
    m4 +=
        o4
            + product * step * step * (a * a - a * b + b * b)
            + 6 * step * step * (a * a * o2 + b * b * m2)
            + 4 * step * (a * o3 - b * m3);
    m3 += o3 + product * step * (a - b) + 3 * step * (a * o2 - b * m2);
    m2 += o2 + product;
    mean += step * b;
    count += n;
  }

  @Override
  public void merge(Moments other) {
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    if (other.count > 0) {
      put(other.count, other.mean, other.m2, other.m3, other.m4);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, count);
    if (count > 0) {
      for (double value : new double[] {mean, m2, m3, m4, min, max}) {
        out.writeDouble(value);
      }
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    long n = Wire.number(in);
    if (n > 0) {
      put(n, in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
      min = Math.min(min, in.readDouble());
      max = Math.max(max, in.readDouble());
    }
  }

  /** Smallest value; empty without one. */
  public OptionalDouble min() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(min);
  }

  /** Largest value; empty without one. */
  public OptionalDouble max() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(max);
  }

  /** Mean; empty without a value or where it overflows. */
  public OptionalDouble mean() {
    return count == 0 ? OptionalDouble.empty() : finiteOnly(mean);
  }

  /** Sample standard deviation; empty below two values or where it overflows. */
  public OptionalDouble standardDeviation() {
    return count < 2 ? OptionalDouble.empty() : finiteOnly(Math.sqrt(m2 / (count - 1)));
  }

  /** Skewness m3 / m2^1.5 of the population; empty without spread or where it overflows. */
  public OptionalDouble skewness() {
    return m2 > 0
        ? finiteOnly(Math.sqrt((double) count) * m3 / (m2 * Math.sqrt(m2)))
        : OptionalDouble.empty();
  }

  /** Excess kurtosis m4 / m2^2 - 3 of the population; empty likewise. */
  public OptionalDouble kurtosis() {
    return m2 > 0 ? finiteOnly((double) count * m4 / (m2 * m2) - 3) : OptionalDouble.empty();
  }

  private static OptionalDouble finiteOnly(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
