package io.tidemark.jobs;

import io.tidemark.jobs.config.Inference;
import io.tidemark.jobs.config.InferenceSettings;
import io.tidemark.reports.InferenceResult.Calibration;
import io.tidemark.reports.InferenceResult.Figure;
import io.tidemark.reports.InferenceResult.Kind;
import io.tidemark.reports.InferenceResult.Reference;
import io.tidemark.reports.InferenceResult.VersionRows;
import io.tidemark.reports.InferenceResult.Window;
import io.tidemark.reports.RunVerdict;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.estimation.Calibrator;
import io.tidemark.training.estimation.Estimate;
import io.tidemark.training.inference.InferenceWindow;
import io.tidemark.training.inference.InferenceWindows;
import io.tidemark.training.inference.WindowEstimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what was counted in the windows to figures, each held against its limit. */
final class InferenceFigures {
  /** Rows below which an estimate is not judged: its interval rests on large numbers. */
  static final long LEAST_ESTIMATED = 100;

  private static final long DEFAULT_LEAST_LABELLED = 100;

  private final Inference settings;
  private final InferenceWindows log;
  private final Instant committed;

  /**
   * Figures of a log.
   *
   * @param committed when the version was committed: windows that end later are not complete
   */
  InferenceFigures(Inference settings, InferenceWindows log, Instant committed) {
    this.settings = settings;
    this.log = log;
    this.committed = committed;
  }

  /** The windows, whose outputs' drift is not known yet. */
  List<Window> windows() {
    List<WindowEstimate> estimates = estimated();
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < log.windows().size(); i++) {
      windows.add(window(log.windows().get(i), estimates.isEmpty() ? null : estimates.get(i)));
    }
    return windows;
  }

  /** The reference; null if there is none. */
  @Nullable Reference reference() {
    InferenceWindow reference = log.reference();
    return reference == null
        ? null
        : new Reference(
            reference.to(),
            reference.rows(),
            reference.labelled(),
            reference.realised().rows() == 0 ? List.of() : realised(reference.realised(), null));
  }

  /** Whether quality is estimated. */
  boolean estimates() {
    return InferenceSettings.task(settings) != Task.REGRESSION
        && scores()
        && settings.label() != null;
  }

  private boolean scores() {
    return settings.score() != null || settings.probabilities() != null;
  }

  private List<WindowEstimate> estimated() {
    Inference.Quality limits = settings.estimated();
    return estimates()
        ? WindowEstimate.of(
            log,
            limits == null || limits.minLabelled() == null
                ? WindowEstimate.DEFAULT_LEAST_LABELLED
                : limits.minLabelled())
        : List.of();
  }

  private Window window(InferenceWindow window, @Nullable WindowEstimate estimate) {
    List<Figure> figures = new ArrayList<>(operation(window));
    figures.addAll(realised(window));
    Calibration calibration = null;
    if (estimate != null && estimate.rows() > 0) {
      figures.addAll(estimated(estimate));
      calibration =
          new Calibration(
              estimate.method(),
              estimate.calibrationRows(),
              estimate.calibrationPositives(),
              estimate.calibrationError(),
              log.reference() == null
                  ? "labelled rows of the windows before"
                  : "labelled rows of the reference");
    }
    return new Window(
        window.from(),
        window.to(),
        window.rows(),
        figures,
        window.versions().stream().map(v -> new VersionRows(v.version(), v.rows())).toList(),
        calibration,
        null,
        verdict(figures.stream().map(Figure::verdict).toList()));
  }

  /** The worst; what cannot be told has no say, unless nothing can. Null stands for no limit. */
  static RunVerdict verdict(List<@Nullable RunVerdict> verdicts) {
    RunVerdict worst = null;
    boolean undecided = false;
    for (@Nullable RunVerdict verdict : verdicts) {
      if (verdict == RunVerdict.INSUFFICIENT_DATA) {
        undecided = true;
      } else if (verdict != null) {
        worst = worst == null ? verdict : worst.worse(verdict);
      }
    }
    return worst != null ? worst : undecided ? RunVerdict.INSUFFICIENT_DATA : RunVerdict.PASS;
  }

  private List<Figure> operation(InferenceWindow window) {
    List<Figure> figures = new ArrayList<>();
    figures.add(rows(window));
    operation(
        figures,
        "rows_per_second",
        window.rows(),
        window.rowsPerSecond(),
        Limit.atLeast(settings.minThroughput()));
    if (settings.status() != null) {
      operation(
          figures,
          "error_rate",
          window.rows(),
          (double) window.errors() / window.rows(),
          Limit.atMost(settings.maxErrorRate()));
    }
    if (settings.latency() != null) {
      InferenceWindow.Percentiles latency = window.latency();
      operation(figures, "latency_p50", latency.rows(), latency.p50(), null);
      operation(
          figures, "latency_p95", latency.rows(), latency.p95(), Limit.atMost(settings.maxP95()));
      operation(
          figures, "latency_p99", latency.rows(), latency.p99(), Limit.atMost(settings.maxP99()));
    }
    operation(
        figures, "missing_predictions", window.rows(), (double) window.missingPredictions(), null);
    if (scores()) {
      operation(figures, "missing_scores", window.rows(), (double) window.missingScores(), null);
      operation(figures, "invalid_scores", window.rows(), (double) window.invalidScores(), null);
    }
    if (settings.label() != null) {
      operation(
          figures,
          "labelled_share",
          window.rows(),
          (double) window.labelled() / window.rows(),
          null);
    }
    return figures;
  }

  /** Too few rows so far say nothing of a window that has not ended. */
  private Figure rows(InferenceWindow window) {
    Limit limit = Limit.atLeast(settings.minRows());
    RunVerdict verdict = limit == null ? null : limit.judge((double) window.rows());
    boolean open = window.to().isAfter(committed);
    return new Figure(
        "rows",
        Kind.OPERATION,
        window.rows(),
        window.rows(),
        null,
        null,
        limit == null ? null : limit.words(),
        open && verdict == RunVerdict.FAIL ? RunVerdict.INSUFFICIENT_DATA : verdict,
        open ? "the window had not ended when the version was written" : null);
  }

  private static void operation(
      List<Figure> figures, String metric, long rows, double value, @Nullable Limit limit) {
    figures.add(
        new Figure(
            metric,
            Kind.OPERATION,
            rows,
            value,
            null,
            null,
            limit == null ? null : limit.words(),
            limit == null ? null : limit.judge(value),
            null));
  }

  private List<Figure> realised(InferenceWindow window) {
    Inference.Quality limits = settings.quality();
    if (window.realised().rows() > 0) {
      return realised(window.realised(), limits);
    }
    if (limits == null) {
      return List.of();
    }
    Metric metric = InferenceSettings.metric(settings, limits);
    Limit limit = limit(metric, limits);
    return List.of(
        new Figure(
            metric.key(),
            Kind.REALISED,
            0,
            Double.NaN,
            null,
            null,
            limit == null ? null : limit.words(),
            RunVerdict.INSUFFICIENT_DATA,
            "no label has arrived"));
  }

  private List<Figure> realised(
      InferenceWindow.Realised realised, Inference.@Nullable Quality limits) {
    long least =
        limits == null || limits.minLabelled() == null
            ? DEFAULT_LEAST_LABELLED
            : limits.minLabelled();
    List<Figure> figures = new ArrayList<>();
    for (Map.Entry<Metric, Double> value : realised.values().entrySet()) {
      Limit limit = limitOf(value.getKey(), limits);
      RunVerdict verdict = limit == null ? null : limit.judge(value.getValue());
      boolean few = realised.rows() < least;
      figures.add(
          new Figure(
              value.getKey().key(),
              Kind.REALISED,
              realised.rows(),
              value.getValue(),
              null,
              null,
              limit == null ? null : limit.words(),
              verdict != null && few ? RunVerdict.INSUFFICIENT_DATA : verdict,
              realisedNote(value.getValue(), limit, few ? least : 0)));
    }
    return figures;
  }

  private static @Nullable String realisedNote(double value, @Nullable Limit limit, long least) {
    if (Double.isNaN(value)) {
      return "not defined on these rows, for example because they have one class only";
    }
    if (limit == null) {
      return null;
    }
    if (Double.isNaN(limit.bound())) {
      return "the reference has no value to drop from";
    }
    return least > 0 ? "fewer than " + least + " labelled rows" : null;
  }

  private List<Figure> estimated(WindowEstimate estimate) {
    Inference.Quality limits = settings.estimated();
    boolean raw = estimate.method().equals(Calibrator.RAW);
    boolean few = estimate.rows() < LEAST_ESTIMATED;
    List<Figure> figures = new ArrayList<>();
    for (Map.Entry<Metric, Estimate> value : estimate.values().entrySet()) {
      Estimate of = value.getValue();
      boolean defined = !Double.isNaN(of.value());
      Limit limit = limitOf(value.getKey(), limits);
      RunVerdict verdict = limit == null ? null : limit.judge(of.value(), of.low(), of.high());
      figures.add(
          new Figure(
              value.getKey().key(),
              Kind.ESTIMATED,
              estimate.rows(),
              of.value(),
              defined ? of.low() : null,
              defined ? of.high() : null,
              limit == null ? null : limit.words(),
              verdict != null && (raw || few) ? RunVerdict.INSUFFICIENT_DATA : verdict,
              raw
                  ? "from the raw score: too few labelled rows to calibrate it"
                  : few ? "fewer than " + LEAST_ESTIMATED + " rows" : null));
    }
    return figures;
  }

  private @Nullable Limit limitOf(Metric metric, Inference.@Nullable Quality limits) {
    return limits != null && InferenceSettings.metric(settings, limits) == metric
        ? limit(metric, limits)
        : null;
  }

  private @Nullable Limit limit(Metric metric, Inference.Quality limits) {
    Limit fixed =
        metric.higherIsBetter() ? Limit.atLeast(limits.min()) : Limit.atMost(limits.max());
    Double drop = limits.maxDrop();
    if (drop == null) {
      return fixed;
    }
    Double given = limits.baseline();
    InferenceWindow reference = log.reference();
    double baseline =
        given != null ? given : reference == null ? Double.NaN : reference.realised().value(metric);
    boolean more = metric.higherIsBetter();
    String words =
        "%s %s %s %s"
            .formatted(
                more ? ">=" : "<=",
                Double.isNaN(baseline) ? "reference" : "%.4f".formatted(baseline),
                more ? "-" : "+",
                Limit.text(drop));
    return Limit.tighter(fixed, new Limit(more ? baseline - drop : baseline + drop, more, words));
  }
}
