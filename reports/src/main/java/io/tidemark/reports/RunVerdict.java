package io.tidemark.reports;

/** Outcome of a whole run, from best to worst. */
public enum RunVerdict {
  PASS,
  INSUFFICIENT_DATA,
  WARN,
  /** A model was refused by a gate. */
  REJECTED,
  /** The current version drifted from its reference. */
  DRIFT,
  /** A check of severity error failed. */
  FAIL,
  /** Something could not be evaluated. Never counted as passed. */
  ERROR;

  /** Returns the worse of the two. */
  public RunVerdict worse(RunVerdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
