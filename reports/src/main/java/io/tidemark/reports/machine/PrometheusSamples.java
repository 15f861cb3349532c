package io.tidemark.reports.machine;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.Phase;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult;
import io.tidemark.reports.machine.PrometheusText.Sample;
import io.tidemark.training.Evaluation;
import io.tidemark.training.GateReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a run. The number of series is bounded: checks and columns beyond a fixed number
 * have none of their own, always the same ones; counts and verdicts cover all of them.
 */
@SuppressWarnings("EnumOrdinal") // The numbers are documented; the golden files hold them.
final class PrometheusSamples {
  static final int MOST_CHECKS = 300;
  static final int MOST_COLUMNS = 100;
  private static final int MOST_OF_OTHERS = 100;

  private final Map<PrometheusMetric, List<Sample>> families =
      new EnumMap<>(PrometheusMetric.class);

  private PrometheusSamples() {}

  static Map<PrometheusMetric, List<Sample>> of(RunResult run) {
    PrometheusSamples samples = new PrometheusSamples();
    samples.run(run);
    samples.checks(run.checks());
    samples.drift(run.drift());
    samples.model(run.model());
    samples.trigger(run.trigger());
    samples.inference(run.inference());
    if (run.scoring() != null) {
      samples.add(PrometheusMetric.SCORED_ROWS, (double) run.scoring().scored(), "scored");
      samples.add(
          PrometheusMetric.SCORED_ROWS, (double) run.scoring().quarantined(), "quarantined");
    }
    return samples.families;
  }

  private void run(RunResult run) {
    states(PrometheusMetric.RUN_VERDICT, RunVerdict.values(), run.verdict());
    if (run.failure() != null) {
      add(PrometheusMetric.RUN_FAILURE, 1, run.failure().code());
    }
    add(PrometheusMetric.RUN_FINISHED, seconds(run.finishedAt()));
    add(
        PrometheusMetric.RUN_DURATION,
        seconds(Duration.between(run.startedAt(), run.finishedAt())));
    for (Phase phase : run.phases().stream().limit(MOST_OF_OTHERS).toList()) {
      add(PrometheusMetric.PHASE_DURATION, phase.millis() / 1000.0, phase.name());
    }
    Pins pins = run.pins();
    if (pins != null) {
      add(PrometheusMetric.RUN_INFO, 1, pins.table(), pins.codeVersion());
      add(PrometheusMetric.TABLE_VERSION, (double) pins.tableVersion());
      add(PrometheusMetric.TABLE_COMMIT, seconds(pins.commitTime()));
    }
    if (run.rows() != null) {
      add(PrometheusMetric.TABLE_ROWS, run.rows());
    }
  }

  private void checks(@Nullable SuiteResult suite) {
    if (suite == null) {
      return;
    }
    for (CheckStatus status : CheckStatus.values()) {
      add(PrometheusMetric.CHECKS, (double) suite.count(status), status.name());
    }
    for (CheckResult check : suite.results().stream().limit(MOST_CHECKS).toList()) {
      add(
          PrometheusMetric.CHECK_STATUS,
          check.status().ordinal(),
          check.constraintId(),
          check.severity().name());
      if (check.actual() != null) {
        add(PrometheusMetric.CHECK_VALUE, check.actual(), check.constraintId());
      }
    }
    leftOut("checks", suite.results().size() - MOST_CHECKS);
    if (suite.failingRows() != null) {
      add(PrometheusMetric.QUARANTINED_ROWS, (double) suite.failingRows().rows());
    }
  }

  private void drift(@Nullable DriftResult drift) {
    if (drift == null) {
      return;
    }
    states(PrometheusMetric.DRIFT_VERDICT, Verdict.values(), drift.verdict());
    counts(
        PrometheusMetric.DRIFT_COLUMNS,
        drift.columns().stream().map(ColumnDrift::verdict).toList());
    add(PrometheusMetric.DRIFTED_SHARE, drift.driftedShare());
    add(PrometheusMetric.DRIFTED_SHARE_LIMIT, drift.maxDriftedShare());
    for (ColumnDrift column : drift.columns().stream().limit(MOST_COLUMNS).toList()) {
      add(PrometheusMetric.COLUMN_VERDICT, column.verdict().ordinal(), column.column());
      column.measures().forEach(measure -> measure(column.column(), measure));
    }
    leftOut("columns", drift.columns().size() - MOST_COLUMNS);
    if (!drift.slices().isEmpty()) {
      counts(
          PrometheusMetric.DRIFT_SLICES, drift.slices().stream().map(SliceDrift::verdict).toList());
    }
    if (!drift.windows().isEmpty()) {
      counts(
          PrometheusMetric.DRIFT_WINDOWS,
          drift.windows().stream().map(WindowDrift::verdict).toList());
    }
    MultivariateDrift together = drift.multivariate();
    if (together != null) {
      for (MultivariateDrift.Test test : together.tests()) {
        add(PrometheusMetric.TOGETHER_EFFECT, test.effect(), key(test.method()));
        add(PrometheusMetric.TOGETHER_THRESHOLD, test.drift(), key(test.method()));
      }
    }
  }

  /** Only measures that can make a column drift: the others describe. */
  private void measure(String column, MeasureResult measure) {
    if (Double.isFinite(measure.driftThreshold())) {
      add(PrometheusMetric.DRIFT_EFFECT, measure.effect(), column, key(measure.measure()));
      add(
          PrometheusMetric.DRIFT_THRESHOLD,
          measure.driftThreshold(),
          column,
          key(measure.measure()));
    }
  }

  private void model(@Nullable ModelResult model) {
    if (model == null) {
      return;
    }
    add(PrometheusMetric.MODEL_TRAINED_VERSION, (double) model.trainedOnVersion());
    quality(model.card().heldOut(), "held_out");
    if (model.current() != null) {
      quality(model.current(), "current");
    }
    GateReport gates = model.gates();
    if (gates != null) {
      add(PrometheusMetric.MODEL_ACCEPTED, gates.accepted() ? 1 : 0);
      gates.gates().stream()
          .limit(MOST_OF_OTHERS)
          .forEach(g -> add(PrometheusMetric.GATE_STATUS, g.status().ordinal(), g.gate()));
    }
  }

  private void quality(Evaluation evaluation, String rows) {
    evaluation
        .metrics()
        .forEach((metric, value) -> add(PrometheusMetric.MODEL_METRIC, value, metric.key(), rows));
  }

  private void trigger(@Nullable TriggerResult trigger) {
    if (trigger != null) {
      states(PrometheusMetric.RETRAINING, TriggerResult.State.values(), trigger.state());
    }
  }

  private void inference(@Nullable InferenceResult inference) {
    if (inference == null) {
      return;
    }
    add(PrometheusMetric.INFERENCE_WINDOWS, inference.alerts().deciding());
    add(PrometheusMetric.INFERENCE_ALERTING, inference.alerts().alerting());
    List<InferenceResult.Window> windows = inference.windows();
    if (!windows.isEmpty()) {
      for (InferenceResult.Figure figure : windows.get(windows.size() - 1).figures()) {
        add(PrometheusMetric.INFERENCE_FIGURE, figure.value(), figure.metric(), key(figure.kind()));
      }
    }
  }

  private void leftOut(String of, int count) {
    add(PrometheusMetric.SERIES_LEFT_OUT, Math.max(0, count), of);
  }

  private <S extends Enum<S>> void states(PrometheusMetric metric, S[] all, S current) {
    for (S state : all) {
      add(metric, state == current ? 1 : 0, state.name());
    }
  }

  private void counts(PrometheusMetric metric, Collection<Verdict> verdicts) {
    for (Verdict verdict : Verdict.values()) {
      add(metric, (double) verdicts.stream().filter(v -> v == verdict).count(), verdict.name());
    }
  }

  private void add(PrometheusMetric metric, double value, String... labels) {
    if (!Double.isNaN(value)) {
      families
          .computeIfAbsent(metric, m -> new ArrayList<>())
          .add(new Sample(List.of(labels), value));
    }
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
