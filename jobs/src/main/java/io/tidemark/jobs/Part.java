package io.tidemark.jobs;

/** The parts of a run. */
public enum Part {
  /** Evaluate the checks. */
  CHECKS,
  /** Compare with the reference. */
  DRIFT,
  /**
   * Train a model on the reference if there is none yet, and evaluate it on the current version.
   */
  MODEL,
  /** Decide on retraining. */
  TRIGGER
}
