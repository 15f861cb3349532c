package io.tidemark.drift.reference;

import static org.assertj.core.api.Assertions.assertThat;

/** Equality of profiles, with 1e-12 for the moments, relative above 1. */
final class SameProfile {
  private SameProfile() {}

  static void assertSame(ReferenceProfile actual, ReferenceProfile expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withComparatorForType(SameProfile::compare, Double.class)
        .isEqualTo(expected);
  }

  private static int compare(double a, double b) {
    return Math.abs(a - b) <= 1e-12 * (1 + Math.abs(b)) ? 0 : Double.compare(a, b);
  }
}
