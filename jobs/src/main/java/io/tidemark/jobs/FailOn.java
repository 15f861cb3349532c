package io.tidemark.jobs;

/**
 * From which finding on a run ends with a non-zero exit code. What could not be evaluated always
 * does.
 */
public enum FailOn {
  /** Findings never fail the run. */
  NEVER,
  /** Warnings fail it too. */
  WARN,
  /** Failed checks of severity error, drift and refused models fail it. */
  ERROR
}
