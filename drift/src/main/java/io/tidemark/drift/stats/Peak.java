package io.tidemark.drift.stats;

import org.jspecify.annotations.Nullable;

/** Finds the cell that contributes most; the first among those equal up to rounding. */
final class Peak {
  private static final double ROUNDING = 1e-9;

  private double largest;
  private @Nullable Integer cell;

  void offer(int index, double contribution) {
    if (contribution > largest * (1 + ROUNDING)) {
      largest = contribution;
      cell = index;
    }
  }

  /** Null when nothing contributed. */
  @Nullable Integer cell() {
    return cell;
  }
}
