package io.tidemark.jobs;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the results of the parts to the verdict, the headline and the exit code of a run. */
final class Verdicts {
  private static final int NAMES_IN_HEADLINE = 5;

  private Verdicts() {}

  /** The worst of the parts. */
  static RunVerdict of(
      @Nullable SuiteResult checks,
      @Nullable DriftResult drift,
      @Nullable String notCompared,
      @Nullable ModelResult model) {
    RunVerdict verdict = RunVerdict.PASS;
    if (checks != null) {
      verdict = verdict.worse(of(checks.status()));
    }
    if (drift != null) {
      verdict = verdict.worse(of(drift.verdict()));
    }
    if (checks == null && notCompared != null) {
      // Nothing at all was looked at: no reason to fail, and none to pass.
      verdict = verdict.worse(RunVerdict.INSUFFICIENT_DATA);
    }
    return verdict.worse(of(model, checks == null && drift == null));
  }

  /** Beside checks and drift a warning: labels may arrive later. Alone, nothing was evaluated. */
  private static RunVerdict of(@Nullable ModelResult model, boolean alone) {
    if (model == null) {
      return RunVerdict.PASS;
    }
    if (model.gates() != null) {
      // Judged on golden rows, whether or not labels of the current version have arrived.
      return model.gates().accepted() ? RunVerdict.PASS : RunVerdict.REJECTED;
    }
    if (model.currentProblem() == null) {
      return RunVerdict.PASS;
    }
    return alone ? RunVerdict.ERROR : RunVerdict.WARN;
  }

  /** The exit code; failed checks come before drift, and drift before the model. */
  static int exitCode(RunResult run, FailOn failOn) {
    SuiteResult checks = run.checks();
    DriftResult drift = run.drift();
    if (checks != null && fails(of(checks.status()), failOn)) {
      return ExitCodes.CHECKS;
    }
    if (drift != null && (drift.count(Verdict.ERROR) > 0 || fails(of(drift.verdict()), failOn))) {
      return ExitCodes.DRIFT;
    }
    return fails(of(run.model(), checks == null && drift == null), failOn)
        ? ExitCodes.MODEL
        : ExitCodes.OK;
  }

  /** Whether a part of this verdict ends the run with an exit code that is not 0. */
  static boolean fails(RunVerdict part, FailOn failOn) {
    return switch (part) {
      case PASS, INSUFFICIENT_DATA -> false;
      case WARN -> failOn == FailOn.WARN;
      case FAIL, DRIFT, REJECTED -> failOn != FailOn.NEVER;
      case ERROR -> true;
    };
  }

  private static RunVerdict of(CheckStatus status) {
    return switch (status) {
      case PASS -> RunVerdict.PASS;
      case INSUFFICIENT_DATA -> RunVerdict.INSUFFICIENT_DATA;
      case WARN -> RunVerdict.WARN;
      case FAIL -> RunVerdict.FAIL;
      case ERROR -> RunVerdict.ERROR;
    };
  }

  /** The verdict on drift as one of a run. */
  static RunVerdict of(Verdict verdict) {
    return switch (verdict) {
      case PASS -> RunVerdict.PASS;
      case INSUFFICIENT_DATA -> RunVerdict.INSUFFICIENT_DATA;
      case WARN -> RunVerdict.WARN;
      case DRIFT -> RunVerdict.DRIFT;
      case ERROR -> RunVerdict.ERROR;
    };
  }

  /** The outcome in a sentence or two. */
  static String headline(
      @Nullable SuiteResult checks,
      @Nullable DriftResult drift,
      @Nullable String notCompared,
      @Nullable ModelResult model,
      @Nullable TriggerResult trigger) {
    List<String> parts = new ArrayList<>();
    if (checks != null) {
      parts.add(headline(checks));
    }
    if (drift != null) {
      parts.add(headline(drift));
    }
    if (notCompared != null) {
      parts.add("nothing to compare with yet");
    }
    if (model != null && model.currentProblem() != null) {
      parts.add("the model could not be evaluated");
    } else if (model != null && checks == null && drift == null && notCompared == null) {
      parts.add(model.trainedNow() ? "a model was trained" : "the model was found");
    }
    if (model != null && model.gates() != null) {
      parts.add(
          model.gates().accepted()
              ? "every gate lets it through"
              : "refused by " + model.gates().refusedBy());
    }
    if (trigger != null && trigger.state() != TriggerResult.State.NOT_NEEDED) {
      parts.add(
          switch (trigger.state()) {
            case REQUESTED -> "retraining requested";
            case HELD -> "retraining held until the data is repaired";
            case COOLING_DOWN -> "retraining asked for, but cooling down";
            case OVER_BUDGET -> "retraining asked for, but the budget is spent";
            case NOT_NEEDED -> throw new IllegalStateException("left out above");
          });
    }
    String text = parts.isEmpty() ? "done" : String.join("; ", parts);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static String headline(SuiteResult checks) {
    int total = checks.results().size();
    if (total == 0) {
      return "no checks are configured";
    }
    List<String> parts = new ArrayList<>();
    add(parts, checks.count(CheckStatus.FAIL), "failed");
    add(parts, checks.count(CheckStatus.ERROR), "could not be evaluated");
    add(
        parts,
        checks.count(CheckStatus.WARN),
        checks.count(CheckStatus.WARN) == 1 ? "warns" : "warn");
    long undecided = checks.count(CheckStatus.INSUFFICIENT_DATA);
    add(parts, undecided, undecided == 1 ? "waits for more history" : "wait for more history");
    if (total == 1) {
      return "the check " + (parts.isEmpty() ? "passed" : parts.get(0).substring(2));
    }
    return parts.isEmpty()
        ? "all " + total + " checks passed"
        : "of " + total + " checks " + String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static String headline(DriftResult drift) {
    int total = drift.columns().size();
    List<String> parts = new ArrayList<>();
    addNames(parts, drift, Verdict.DRIFT, "drifted");
    addNames(parts, drift, Verdict.ERROR, "could not be compared");
    addNames(parts, drift, Verdict.WARN, "near drift");
    if (total == 0) {
      return "no column can be compared";
    }
    if (drift.multivariate() != null && drift.multivariate().verdict() == Verdict.DRIFT) {
      parts.add(parts.isEmpty() ? "none drifted by itself, but all together" : "all together too");
    }
    if (parts.isEmpty()) {
      return drift.verdict() == Verdict.INSUFFICIENT_DATA
          ? "too few rows to tell drift from noise"
          : "no drift in " + total + (total == 1 ? " column" : " columns");
    }
    return "of " + total + (total == 1 ? " column " : " columns ") + String.join(", ", parts);
  }

  private static void addNames(
      List<String> parts, DriftResult drift, Verdict verdict, String what) {
    List<String> names =
        drift.columns().stream()
            .filter(c -> c.verdict() == verdict)
            .map(ColumnDrift::column)
            .toList();
    if (!names.isEmpty()) {
      String shown = names.stream().limit(NAMES_IN_HEADLINE).collect(Collectors.joining(", "));
      String more = names.size() > NAMES_IN_HEADLINE ? ", …" : "";
      parts.add(names.size() + " " + what + " (" + shown + more + ")");
    }
  }
}
