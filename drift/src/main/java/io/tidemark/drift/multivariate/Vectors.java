package io.tidemark.drift.multivariate;

/** Arithmetic on arrays of one length. */
final class Vectors {
  private Vectors() {}

  /** Inner product. */
  static double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** Adds a multiple of a vector. */
  static void add(double[] target, double factor, double[] vector) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * vector[i];
    }
  }
}
