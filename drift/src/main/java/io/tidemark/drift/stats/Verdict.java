package io.tidemark.drift.stats;

/** Outcome of a drift comparison, from best to worst. */
public enum Verdict {
  /** No drift worth a word. */
  PASS,
  /**
   * The sample is too small to tell a drift of the threshold's size from noise, and none was seen
   * beyond it.
   */
  INSUFFICIENT_DATA,
  /** Drift between the warning threshold and the drift threshold. */
  WARN,
  /** Drift at or above the threshold and beyond the noise. */
  DRIFT,
  /** Could not be compared. Never counted as passed. */
  ERROR;

  /** Returns the worse of the two. */
  public Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
