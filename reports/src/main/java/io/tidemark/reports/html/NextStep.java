package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.TriggerResult;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to do after a run, in one line. */
public final class NextStep {

  private static final int NAMED = 3;

  private NextStep() {}

  /** The one thing to do next. */
  public static String of(RunResult run) {
    if (run.failure() != null) {
      return run.failure().nextStep();
    }
    return switch (run.verdict()) {
      case ERROR ->
          "Repair what could not be evaluated"
              + inBrackets(checks(run.checks(), CheckStatus.ERROR), columns(run, Verdict.ERROR))
              + ", then run again. Until then nothing here counts as passed.";
      case FAIL -> afterFailure(run);
      case DRIFT -> afterDrift(run);
      case REJECTED -> "Keep the model in use: the new one did not pass its gate.";
      case WARN ->
          "Nothing must be done now. Look at what is close to its limit"
              + inBrackets(checks(run.checks(), CheckStatus.WARN), columns(run, Verdict.WARN))
              + "."
              + retraining(run.trigger());
      case INSUFFICIENT_DATA -> withTooLittle(run) + retraining(run.trigger());
      case PASS ->
          (run.notCompared() == null
                  ? "Nothing to do."
                  : "Nothing to do. The next version can be compared with this one.")
              + retraining(run.trigger());
    };
  }

  private static String afterFailure(RunResult run) {
    if (run.inference() != null) {
      return "Look into the windows that alert, before more is decided by this model.";
    }
    if (run.scoring() != null) {
      return "Mend what the checks found, then score this version again.";
    }
    return "Repair the data"
        + inBrackets(checks(run.checks(), CheckStatus.FAIL), List.of())
        + " before anyone uses this version"
        + (isHeld(run) ? "; retraining is held until the checks pass." : ".");
  }

  private static String withTooLittle(RunResult run) {
    if (run.drift() == null && run.notCompared() != null) {
      return "Check this version with `tidemark run` or `validate`: once it has passed, later ones can be compared.";
    }
    return run.drift() != null && run.drift().columns().isEmpty()
        ? "Choose columns that can be compared: put values of structs and arrays into columns of their own."
        : "Compare more rows: this sample is too small to tell a drift from chance.";
  }

  private static String afterDrift(RunResult run) {
    String columns = inBrackets(List.of(), columns(run, Verdict.DRIFT));
    TriggerResult trigger = run.trigger();
    if (trigger == null) {
      return "Find out why the data moved"
          + columns
          + "; then retrain, or freeze a new reference if this is the new normal.";
    }
    return switch (trigger.state()) {
      case REQUESTED -> "Retrain the model: the data moved away from its reference" + columns + ".";
      case COOLING_DOWN ->
          "Wait: retraining was asked for before and cools down until "
              + Format.time(trigger.coolDownUntil())
              + ".";
      case OVER_BUDGET ->
          "Look into why the data moves so often"
              + columns
              + ": the budget of retraining requests is spent.";
      case HELD -> "Repair the data first; retraining is held until the checks pass.";
      case NOT_NEEDED ->
          "Find out why the data moved" + columns + "; no rule asks for retraining yet.";
    };
  }

  private static String retraining(@Nullable TriggerResult trigger) {
    if (trigger == null) {
      return "";
    }
    return switch (trigger.state()) {
      case REQUESTED -> " Retraining is asked for.";
      case HELD -> " Retraining is held.";
      case COOLING_DOWN, OVER_BUDGET, NOT_NEEDED -> "";
    };
  }

  private static boolean isHeld(RunResult run) {
    return run.trigger() != null && run.trigger().state() == TriggerResult.State.HELD;
  }

  private static List<String> checks(@Nullable SuiteResult suite, CheckStatus status) {
    return suite == null
        ? List.of()
        : suite.results().stream()
            .filter(r -> r.status() == status)
            .map(CheckResult::constraintId)
            .toList();
  }

  private static List<String> columns(RunResult run, Verdict verdict) {
    DriftResult drift = run.drift();
    return drift == null
        ? List.of()
        : drift.columns().stream()
            .filter(c -> c.verdict() == verdict)
            .map(ColumnDrift::column)
            .toList();
  }

  private static String inBrackets(List<String> checks, List<String> columns) {
    List<String> names = checks.isEmpty() ? columns : checks;
    if (names.isEmpty()) {
      return "";
    }
    String named =
        names.stream().limit(NAMED).map(n -> Format.clip(n, 40)).collect(Collectors.joining(", "));
    return names.size() > NAMED
        ? " (" + named + " and " + (names.size() - NAMED) + " more)"
        : " (" + named + ")";
  }
}
