package io.tidemark.reports.html;

import io.tidemark.checks.CheckStatus;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult;
import io.tidemark.training.GateStatus;

/**
 * An outcome in a word, with its look.
 *
 * @param tone shape and colour
 * @param word what it says
 */
public record Badge(Tone tone, String word) {

  /** Badge of a whole run. */
  public static Badge of(RunVerdict verdict) {
    return switch (verdict) {
      case PASS -> new Badge(Tone.GOOD, "Pass");
      case INSUFFICIENT_DATA -> new Badge(Tone.UNSURE, "Not enough data");
      case WARN -> new Badge(Tone.WARN, "Warning");
      case REJECTED -> new Badge(Tone.BAD, "Model rejected");
      case DRIFT -> new Badge(Tone.BAD, "Drift");
      case FAIL -> new Badge(Tone.BAD, "Fail");
      case ERROR -> new Badge(Tone.ERROR, "Error");
    };
  }

  /** Badge of a check. */
  public static Badge of(CheckStatus status) {
    return switch (status) {
      case PASS -> new Badge(Tone.GOOD, "Pass");
      case INSUFFICIENT_DATA -> new Badge(Tone.UNSURE, "Not enough data");
      case WARN -> new Badge(Tone.WARN, "Warning");
      case FAIL -> new Badge(Tone.BAD, "Fail");
      case ERROR -> new Badge(Tone.ERROR, "Error");
    };
  }

  /** Badge of a drift comparison. */
  public static Badge of(Verdict verdict) {
    return switch (verdict) {
      case PASS -> new Badge(Tone.GOOD, "Pass");
      case INSUFFICIENT_DATA -> new Badge(Tone.UNSURE, "Not enough data");
      case WARN -> new Badge(Tone.WARN, "Warning");
      case DRIFT -> new Badge(Tone.BAD, "Drift");
      case ERROR -> new Badge(Tone.ERROR, "Error");
    };
  }

  /** Badge of a gate. */
  public static Badge of(GateStatus status) {
    return switch (status) {
      case PASS -> new Badge(Tone.GOOD, "Pass");
      case INSUFFICIENT_DATA -> new Badge(Tone.UNSURE, "Not enough data");
      case FAIL -> new Badge(Tone.BAD, "Fail");
      case ERROR -> new Badge(Tone.ERROR, "Error");
    };
  }

  /** Badge of a decision on retraining. */
  public static Badge of(TriggerResult.State state) {
    return switch (state) {
      case NOT_NEEDED -> new Badge(Tone.GOOD, "Not needed");
      case REQUESTED -> new Badge(Tone.WARN, "Requested");
      case COOLING_DOWN -> new Badge(Tone.UNSURE, "Cooling down");
      case OVER_BUDGET -> new Badge(Tone.UNSURE, "Budget spent");
      case HELD -> new Badge(Tone.BAD, "Held");
    };
  }
}
