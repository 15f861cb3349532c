package io.tidemark.bench.calibration;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The distributions of numbers that the calibration draws from. */
enum Shape {
  /** Standard normal. */
  NORMAL("normal") {
    @Override
    double of(double z) {
      return z;
    }

    @Override
    double below(double x) {
      return share(x);
    }
  },
  /** exp(2 Z): a heavy tail whose sample deviation hardly settles. */
  LOGNORMAL("lognormal, sigma 2") {
    @Override
    double of(double z) {
      return Math.exp(2 * z);
    }

    @Override
    double below(double x) {
      return x <= 0 ? 0 : share(Math.log(x) / 2);
    }
  },
  /** Zero in 70 % of the rows, else exp(Z). */
  ZERO_INFLATED("70 % zeros, else lognormal") {
    @Override
    double of(double z) {
      return Math.exp(z);
    }

    @Override
    double below(double x) {
      return x <= 0 ? 0 : share(Math.log(x));
    }

    @Override
    double zeros() {
      return 0.7;
    }
  };

  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  private final String label;

  Shape(String label) {
    this.label = label;
  }

  /** Name for people. */
  String label() {
    return label;
  }

  /** A value that is not a zero of its own, from a standard normal one. */
  abstract double of(double z);

  /** Quantile of the values that are not zeros of their own. */
  double continuous(double u) {
    return of(STANDARD.inverseCumulativeProbability(u));
  }

  /** Share of these values below x. */
  abstract double below(double x);

  /** Share of rows with a zero of their own. */
  double zeros() {
    return 0;
  }

  /** Standard deviation of all rows. */
  double deviation() {
    return switch (this) {
      case NORMAL -> 1;
      case LOGNORMAL -> Math.sqrt((Math.exp(4) - 1) * Math.exp(4));
      case ZERO_INFLATED -> {
        double second = (1 - zeros()) * Math.exp(2);
        double first = (1 - zeros()) * Math.exp(0.5);
        yield Math.sqrt(second - first * first);
      }
    };
  }

  private static double share(double z) {
    return STANDARD.cumulativeProbability(z);
  }
}
