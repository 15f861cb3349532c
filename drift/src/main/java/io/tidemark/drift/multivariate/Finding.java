package io.tidemark.drift.multivariate;

/**
 * What one method found, before anything is decided.
 *
 * @param method the method
 * @param effect the effect
 * @param expected the effect to expect under no drift
 * @param noise the effect that chance alone exceeds with probability alpha
 * @param pValue probability of an effect at least this large under no drift
 * @param shares each column's share of the effect
 */
record Finding(
    MultivariateDrift.Method method,
    double effect,
    double expected,
    double noise,
    double pValue,
    Shares shares) {

  /** Shares of columns. */
  static final class Shares {
    private final double[] values;

    Shares(double[] values) {
      this.values = values.clone();
    }

    double of(int column) {
      return values[column];
    }
  }
}
