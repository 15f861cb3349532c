package io.tidemark.jobs.notify.message;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.Hashes;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.reports.Failure;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult;
import io.tidemark.training.GateResult;
import io.tidemark.training.GateStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the result of a run to what is worth telling of it. */
public final class Findings {
  /** Code points that are left of a text. */
  private static final int LONGEST_TEXT = 300;

  private static final int LONGEST_NAME = 100;

  private final List<Finding> found = new ArrayList<>();

  private Findings() {}

  /** The findings of a run; none if there is nothing to tell. */
  public static List<Finding> of(RunResult run) {
    Findings findings = new Findings();
    if (run.failure() != null) {
      findings.failure(run.failure());
    }
    if (run.checks() != null) {
      run.checks().results().forEach(findings::check);
    }
    if (run.drift() != null) {
      findings.drift(run.drift());
    }
    findings.model(run.model());
    findings.inference(run.inference());
    if (run.scoring() != null && run.scoring().problem() != null) {
      findings.lasting(FindingKind.MODEL, "scoring", run.scoring().problem());
    }
    findings.trigger(run.trigger());
    return List.copyOf(findings.found);
  }

  private void failure(Failure failure) {
    lasting(FindingKind.ERROR, failure.code(), failure.code() + ": " + failure.message());
  }

  private void check(CheckResult check) {
    CheckStatus status = check.status();
    if (status.isProblem()) {
      lasting(
          status == CheckStatus.WARN ? FindingKind.WARNINGS : FindingKind.CHECKS,
          "check/" + name(check.constraintId()) + "/" + status,
          check.message());
    }
  }

  private void drift(DriftResult drift) {
    drift.columns().forEach(this::column);
    if (drift.verdict() == Verdict.DRIFT) {
      lasting(FindingKind.DRIFT, "table", drift.reason());
    }
  }

  private void column(ColumnDrift column) {
    String name = name(column.column());
    switch (column.verdict()) {
      case DRIFT ->
          lasting(FindingKind.DRIFT, "column/" + name, "`" + column.column() + "` drifted");
      case WARN ->
          lasting(
              FindingKind.WARNINGS, "column/" + name, "`" + column.column() + "` is near drift");
      case ERROR ->
          lasting(
              FindingKind.DRIFT,
              "column/" + name + "/ERROR",
              "`" + column.column() + "` could not be compared: " + column.problem());
      case PASS, INSUFFICIENT_DATA -> {
        // Nothing to tell.
      }
    }
  }

  private void model(@Nullable ModelResult model) {
    if (model == null) {
      return;
    }
    if (model.currentProblem() != null) {
      lasting(
          FindingKind.WARNINGS,
          "model",
          "the model could not be evaluated: " + model.currentProblem());
    }
    for (GateResult gate : model.gates() == null ? List.<GateResult>of() : model.gates().gates()) {
      if (gate.status() != GateStatus.PASS) {
        lasting(FindingKind.MODEL, "gate/" + gate.gate(), gate.message());
      }
    }
  }

  private void inference(@Nullable InferenceResult inference) {
    if (inference == null) {
      return;
    }
    if (inference.verdict() == RunVerdict.WARN) {
      lasting(FindingKind.WARNINGS, "inference", inference.reason());
    } else if (inference.verdict().compareTo(RunVerdict.WARN) > 0) {
      lasting(FindingKind.MODEL, "inference", inference.reason());
    }
  }

  private void trigger(@Nullable TriggerResult trigger) {
    if (trigger == null) {
      return;
    }
    switch (trigger.state()) {
      case REQUESTED ->
          add(FindingKind.TRIGGER, "" + trigger.triggerId(), trigger.explanation(), false);
      case HELD, OVER_BUDGET ->
          add(FindingKind.TRIGGER, trigger.state().name(), trigger.explanation(), true);
      case NOT_NEEDED, COOLING_DOWN -> {
        // Nothing to tell.
      }
    }
  }

  private void lasting(FindingKind kind, String key, String text) {
    add(kind, key, text, true);
  }

  private void add(FindingKind kind, String key, String text, boolean lasting) {
    found.add(new Finding(kind, kind.key() + "/" + key, sentence(text), lasting));
  }

  /** A text in one line of bounded length, without invisible characters. */
  public static String sentence(String text) {
    return PlainText.oneLine(text.strip().replaceAll("\\s+", " "), LONGEST_TEXT);
  }

  /** A name of bounded length; long ones with the same beginning stay apart. */
  private static String name(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? PlainText.escaped(name, c -> false)
        : PlainText.oneLine(name, LONGEST_NAME) + "-" + Hashes.id(List.of(name));
  }
}
