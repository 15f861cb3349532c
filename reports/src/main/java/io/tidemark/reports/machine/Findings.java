package io.tidemark.reports.machine;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.reports.Failure;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.ScoringResult;
import io.tidemark.reports.machine.Finding.Outcome;
import io.tidemark.reports.machine.Finding.Part;
import io.tidemark.training.Evaluation;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import io.tidemark.training.GateStatus;
import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All findings of a run, in the order of the report. An outcome says what it means for the run: a
 * column that drifted only warns as long as the table has not.
 */
final class Findings {
  /** There may be a window for every hour of years. */
  private static final int MOST_WINDOWS = 100;

  private final List<Finding> all = new ArrayList<>();

  private Findings() {}

  static List<Finding> of(RunResult run) {
    Findings findings = new Findings();
    if (run.failure() != null) {
      findings.failure(run.failure());
    }
    if (run.checks() != null) {
      run.checks().results().forEach(findings::check);
    }
    findings.all.addAll(DriftFindings.of(run.drift(), run.notCompared()));
    if (run.model() != null) {
      findings.model(run.model(), run.checks() == null && run.drift() == null);
    }
    if (run.inference() != null) {
      findings.inference(run.inference());
    }
    if (run.scoring() != null) {
      findings.scoring(run.scoring());
    }
    return List.copyOf(findings.all);
  }

  private void failure(Failure failure) {
    String cause = failure.cause() == null ? "" : "\nCause: " + failure.cause();
    add(
        Part.RUN,
        failure.code(),
        Outcome.ERRORED,
        RunVerdict.ERROR.name(),
        failure.message() + cause + "\nNext: " + failure.nextStep());
  }

  private void check(CheckResult check) {
    all.add(
        new Finding(
            Part.CHECKS,
            check.constraintId(),
            outcome(check.status()),
            check.status().name(),
            check.message(),
            check.expected(),
            check.actual()));
  }

  private static Outcome outcome(CheckStatus status) {
    return switch (status) {
      case PASS -> Outcome.PASSED;
      case INSUFFICIENT_DATA -> Outcome.UNDECIDED;
      case WARN -> Outcome.WARNED;
      case FAIL -> Outcome.FAILED;
      case ERROR -> Outcome.ERRORED;
    };
  }

  /**
   * @param alone the run looked at nothing but the model
   */
  private void model(ModelResult model, boolean alone) {
    GateReport gates = model.gates();
    if (gates != null) {
      gates.gates().forEach(this::gate);
    }
    Evaluation current = model.current();
    if (model.currentProblem() != null) {
      // With gates the model was judged on golden rows, whether or not labels have arrived.
      boolean error = alone && gates == null;
      add(
          Part.MODEL,
          "quality",
          error ? Outcome.ERRORED : Outcome.WARNED,
          (error ? RunVerdict.ERROR : RunVerdict.WARN).name(),
          "model " + model.modelId() + " could not be evaluated: " + model.currentProblem());
    } else if (current != null) {
      Metric metric = Metric.main(current.task());
      all.add(
          new Finding(
              Part.MODEL,
              "quality",
              Outcome.PASSED,
              RunVerdict.PASS.name(),
              "model %s: %s %s on this version, %s held out"
                  .formatted(
                      model.modelId(),
                      metric.label(),
                      PlainText.number(current.value(metric)),
                      PlainText.number(model.card().heldOut().value(metric))),
              null,
              current.value(metric)));
    }
  }

  private void gate(GateResult gate) {
    Outcome outcome =
        switch (gate.status()) {
          case PASS -> Outcome.PASSED;
          // Only a pass lets a model through.
          case FAIL, INSUFFICIENT_DATA -> Outcome.FAILED;
          case ERROR -> Outcome.ERRORED;
        };
    all.add(
        new Finding(
            Part.MODEL,
            "gate " + gate.gate(),
            outcome,
            gate.status().name(),
            gate.status() == GateStatus.PASS || !gate.message().isBlank()
                ? gate.message()
                : gate.expected(),
            gate.expected(),
            gate.actual()));
  }

  private void inference(InferenceResult inference) {
    boolean tolerated = inference.alerts().alerting() <= inference.alerts().tolerated();
    List<InferenceResult.Window> windows = inference.windows();
    int shown = Math.min(MOST_WINDOWS, inference.alerts().deciding());
    for (InferenceResult.Window window :
        windows.subList(Math.max(0, windows.size() - shown), windows.size())) {
      boolean alerts = window.verdict() == RunVerdict.FAIL || window.drift() == RunVerdict.DRIFT;
      RunVerdict worst =
          window.drift() == null ? window.verdict() : window.verdict().worse(window.drift());
      add(
          Part.INFERENCE,
          "window " + window.from(),
          alerts ? (tolerated ? Outcome.WARNED : Outcome.FAILED) : outcome(worst),
          worst.name(),
          message(window));
    }
    add(
        Part.INFERENCE,
        "windows",
        outcome(inference.verdict()),
        inference.verdict().name(),
        inference.reason());
  }

  private static String message(InferenceResult.Window window) {
    String beyond =
        window.figures().stream()
            .filter(f -> f.verdict() != null && f.verdict() != RunVerdict.PASS)
            .map(
                f ->
                    "%s %s is %s, expected %s"
                        .formatted(
                            f.kind().name().toLowerCase(Locale.ROOT),
                            f.metric(),
                            PlainText.number(f.value()),
                            f.expected()))
            .collect(Collectors.joining("; "));
    String drift =
        window.drift() == RunVerdict.DRIFT
            ? (beyond.isEmpty() ? "" : "; ") + "the outputs drifted"
            : "";
    return window.rows()
        + " rows until "
        + window.to()
        + (beyond.isEmpty() && drift.isEmpty() ? "" : ": " + beyond + drift);
  }

  private void scoring(ScoringResult scoring) {
    String problem = scoring.problem();
    RunVerdict verdict =
        problem != null
            ? RunVerdict.FAIL
            : scoring.quarantined() > 0 ? RunVerdict.WARN : RunVerdict.PASS;
    add(
        Part.SCORING,
        "rows",
        outcome(verdict),
        verdict.name(),
        problem == null
            ? "%d rows scored with %s, %d could not be scored"
                .formatted(scoring.scored(), scoring.modelId(), scoring.quarantined())
            : problem);
  }

  static Outcome outcome(RunVerdict verdict) {
    return switch (verdict) {
      case PASS -> Outcome.PASSED;
      case INSUFFICIENT_DATA -> Outcome.UNDECIDED;
      case WARN -> Outcome.WARNED;
      case REJECTED, DRIFT, FAIL -> Outcome.FAILED;
      case ERROR -> Outcome.ERRORED;
    };
  }

  private void add(Part part, String name, Outcome outcome, String status, String message) {
    all.add(new Finding(part, name, outcome, status, message, null, (@Nullable Double) null));
  }
}
