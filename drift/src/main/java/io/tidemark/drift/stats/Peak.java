package io.tidemark.drift.stats;

import org.jspecify.annotations.Nullable;

/** Finds the cell that contributes most; the first among those equal up to rounding. */
final class Peak {
  private static final double ROUNDING = 1e-9;
  private static final int NONE = -1;

  private double largest;
  private int cell = NONE;

  void offer(int index, double contribution) {
    if (contribution > largest * (1 + ROUNDING)) {
      largest = contribution;
      cell = index;
    }
  }

  /** Null when nothing contributed. */
  @Nullable Integer cell() {
    return cell == NONE ? null : (Integer) cell;
  }
}
