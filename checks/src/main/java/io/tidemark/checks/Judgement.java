package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/**
 * A measured value held against what was expected.
 *
 * @param value the value
 * @param outcome what came of it
 * @param detail what a reader needs besides the value, to stand in brackets; null for nothing
 */
record Judgement(double value, Outcome outcome, @Nullable String detail) {

  /** What came of it. */
  enum Outcome {
    HOLDS,
    /** It misses its bound by no more than the tolerance. */
    TOLERATED,
    FAILS,
    /** There is too little to compare with. */
    UNDECIDED
  }

  /** Makes a judgement of a measured number. */
  interface Reading {
    Judgement of(double measured);
  }

  static Judgement within(Bounds bounds, Terms terms, double value) {
    return within(bounds, terms, value, null);
  }

  static Judgement within(Bounds bounds, Terms terms, double value, @Nullable String detail) {
    Outcome outcome =
        bounds.contains(value)
            ? Outcome.HOLDS
            : terms.tolerance() > 0 && bounds.widened(terms.tolerance()).contains(value)
                ? Outcome.TOLERATED
                : Outcome.FAILS;
    return new Judgement(value, outcome, detail);
  }
}
