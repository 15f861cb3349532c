package io.tidemark.drift.multivariate;

/**
 * Pseudo-random bits from what a row is, so that they depend on neither order nor partitions: the
 * finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
 */
final class Mix {
  private Mix() {}

  /** Well mixed bits of a number. */
  static long bits(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Well mixed bits of two numbers. */
  static long bits(long first, long second) {
    return bits(bits(first) ^ (second * 0xD1342543DE82EF95L));
  }

  /** A number in [0, 1) from the upper 53 bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
