package io.tidemark.jobs;

import io.tidemark.drift.DriftResult;
import io.tidemark.drift.WindowDrift;
import io.tidemark.jobs.config.Inference;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.reports.InferenceResult.Alerts;
import io.tidemark.reports.InferenceResult.Figure;
import io.tidemark.reports.InferenceResult.Window;
import io.tidemark.reports.RunVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From the windows of a log to verdicts.
 *
 * @param windows the windows with the drift of their outputs
 * @param alerts how many of the deciding windows alert
 * @param operation verdict on the figures of the deciding windows
 * @param drift verdict on the outputs; null if they are not compared
 * @param reason why, in one sentence
 */
record InferenceVerdicts(
    List<Window> windows,
    Alerts alerts,
    RunVerdict operation,
    @Nullable RunVerdict drift,
    String reason) {
  private static final int NAMES = 5;

  /** Judges the windows of a log. */
  static InferenceVerdicts of(
      Inference settings, List<Window> measured, @Nullable DriftResult drift) {
    List<Window> windows = withDrift(measured, drift);
    int deciding =
        settings.deciding() == null
            ? windows.size()
            : Math.min(settings.deciding(), windows.size());
    List<Window> newest = windows.subList(windows.size() - deciding, windows.size());
    int tolerated = settings.maxAlerts() == null ? 0 : settings.maxAlerts();
    int alerting = (int) newest.stream().filter(InferenceVerdicts::alerts).count();
    Alerts alerts = new Alerts(alerting, deciding, tolerated);
    boolean soft = alerting <= tolerated;
    RunVerdict operation =
        newest.isEmpty()
            ? RunVerdict.INSUFFICIENT_DATA
            : softened(
                InferenceFigures.verdict(newest.stream().map(Window::verdict).toList()), soft);
    return new InferenceVerdicts(
        windows,
        alerts,
        operation,
        drift == null ? null : drift(drift, newest, soft),
        reason(newest, alerts));
  }

  private static boolean alerts(Window window) {
    return window.verdict() == RunVerdict.FAIL || window.drift() == RunVerdict.DRIFT;
  }

  private static RunVerdict softened(RunVerdict verdict, boolean soft) {
    return soft && (verdict == RunVerdict.FAIL || verdict == RunVerdict.DRIFT)
        ? RunVerdict.WARN
        : verdict;
  }

  /** Drift of all rows together is not one window's alert: nothing softens it. */
  private static RunVerdict drift(DriftResult drift, List<Window> newest, boolean soft) {
    RunVerdict whole = Verdicts.of(drift.verdict());
    for (Window window : newest) {
      if (window.drift() == RunVerdict.DRIFT) {
        whole = whole.worse(softened(RunVerdict.DRIFT, soft));
      }
    }
    return whole;
  }

  private static List<Window> withDrift(List<Window> windows, @Nullable DriftResult drift) {
    if (drift == null) {
      return windows;
    }
    Map<Instant, RunVerdict> verdicts = new HashMap<>();
    for (WindowDrift window : drift.windows()) {
      verdicts.put(window.from(), Verdicts.of(window.verdict()));
    }
    return windows.stream()
        .map(
            w ->
                new Window(
                    w.from(),
                    w.to(),
                    w.rows(),
                    w.figures(),
                    w.versions(),
                    w.calibration(),
                    verdicts.get(w.from()),
                    w.verdict()))
        .toList();
  }

  private static String reason(List<Window> deciding, Alerts alerts) {
    if (deciding.isEmpty()) {
      return "There are no rows outside the reference.";
    }
    String windows =
        "%d of %d %s"
            .formatted(
                alerts.alerting(),
                alerts.deciding(),
                alerts.deciding() == 1 ? "window" : "windows");
    if (alerts.alerting() == 0) {
      return windows + " alert.";
    }
    Map<String, Integer> failed = new LinkedHashMap<>();
    for (Window window : deciding) {
      for (Figure figure : window.figures()) {
        if (figure.verdict() == RunVerdict.FAIL) {
          failed.merge(
              figure.kind().name().toLowerCase(Locale.ROOT) + " " + figure.metric(),
              1,
              Integer::sum);
        }
      }
      if (window.drift() == RunVerdict.DRIFT) {
        failed.merge("drift of the outputs", 1, Integer::sum);
      }
    }
    List<String> causes = new ArrayList<>();
    failed.forEach((name, count) -> causes.add(name + " in " + count));
    String named = causes.stream().limit(NAMES).collect(Collectors.joining(", "));
    return "%s %s: %s%s."
        .formatted(
            windows,
            alerts.alerting() == 1 ? "alerts" : "alert",
            named,
            alerts.alerting() <= alerts.tolerated()
                ? "; up to %d only warn".formatted(alerts.tolerated())
                : "");
  }

  /** The worse of figures and drift. */
  RunVerdict verdict() {
    return drift == null ? operation : operation.worse(drift);
  }

  /** Figures beyond their limits come before drift. */
  int exitCode(FailOn failOn) {
    if (Verdicts.fails(operation, failOn)) {
      return ExitCodes.CHECKS;
    }
    return drift != null && Verdicts.fails(drift, failOn) ? ExitCodes.DRIFT : ExitCodes.OK;
  }
}
