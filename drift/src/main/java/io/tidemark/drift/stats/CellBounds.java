package io.tidemark.drift.stats;

/** What bounds of ordered cells must satisfy. */
final class CellBounds {
  private CellBounds() {}

  /**
   * Checks that cell i can hold values of [low[i], high[i]] and that the cells ascend.
   *
   * @throws IllegalArgumentException if not
   */
  static void check(double[] low, double[] high, CellTable cells) {
    if (low.length != cells.size() || high.length != cells.size()) {
      throw new IllegalArgumentException(
          "there are %d cells but %d lower and %d upper bounds"
              .formatted(cells.size(), low.length, high.length));
    }
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] <= high[i]) || (i > 0 && low[i] < high[i - 1])) {
        throw new IllegalArgumentException(
            "cells must ascend, but cell %d is [%s, %s]".formatted(i, low[i], high[i]));
      }
    }
  }
}
