package io.tidemark.reports.machine;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a run looked at, with what came of it: what the formats for machines list.
 *
 * @param part the part of the run, for example {@code checks}
 * @param name its name within the part, for example a constraint's id or a column
 * @param outcome what came of it
 * @param status the outcome in the part's own word, for example {@code INSUFFICIENT_DATA}
 * @param message the fact with its values, for people
 * @param expected the bound in words; null where there is none
 * @param actual the measured value; null where there is none
 */
record Finding(
    Part part,
    String name,
    Outcome outcome,
    String status,
    String message,
    @Nullable String expected,
    @Nullable Double actual) {

  /** The parts of a run. */
  enum Part {
    RUN("run"),
    CHECKS("checks"),
    DRIFT("drift"),
    MODEL("model"),
    INFERENCE("inference"),
    SCORING("scoring");

    private final String key;

    Part(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** What came of it, from best to worst. */
  enum Outcome {
    PASSED,
    /** There was too little to tell. */
    UNDECIDED,
    /** Worth a look, but no reason to fail the run. */
    WARNED,
    /** It makes the run fail. */
    FAILED,
    /** It could not be evaluated. Never counted as passed. */
    ERRORED
  }

  /** True for what somebody has to look at. */
  boolean isProblem() {
    return outcome.compareTo(Outcome.WARNED) >= 0;
  }
}
