package io.tidemark.jobs.cli;

import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.InferenceResult.Figure;
import io.tidemark.reports.InferenceResult.Kind;
import io.tidemark.reports.InferenceResult.Window;
import io.tidemark.reports.RunVerdict;
import io.tidemark.training.Metric;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The windows of an inference log for a terminal, one line each. */
final class InferenceSummary {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST = 31;
  private static final String NONE = "-";

  private final PrintWriter out;

  InferenceSummary(PrintWriter out) {
    this.out = out;
  }

  /** The newest windows, then what a reader must know. */
  void windows(InferenceResult result) {
    Metric metric = result.quality();
    TextTable table =
        new TextTable(
            "window (UTC)",
            "rows",
            "rows/s",
            "errors",
            "p50",
            "p95",
            "p99",
            "labels",
            metric.label(),
            "estimated",
            "drift",
            "status",
            "beyond its limit");
    List<Window> windows = result.windows();
    for (Window window : windows.subList(Math.max(0, windows.size() - MOST), windows.size())) {
      table.add(
          TIME.format(window.from()),
          String.format(Locale.ROOT, "%,d", window.rows()),
          operation(window, "rows_per_second", "%.3f"),
          operation(window, "error_rate", "%.4f"),
          operation(window, "latency_p50", "%.1f"),
          operation(window, "latency_p95", "%.1f"),
          operation(window, "latency_p99", "%.1f"),
          operation(window, "labelled_share", "%.2f"),
          figure(window, metric.key(), Kind.REALISED).map(f -> number(f, "%.4f")).orElse(NONE),
          figure(window, metric.key(), Kind.ESTIMATED)
              .map(InferenceSummary::withInterval)
              .orElse(NONE),
          window.drift() == null ? NONE : window.drift().name(),
          window.verdict().name(),
          beyond(window));
    }
    out.println();
    out.print(table);
    if (windows.size() > MOST) {
      out.println("… and " + (windows.size() - MOST) + " earlier windows in the report");
    }
    out.println();
    result.notes().forEach(note -> out.println("note      " + Shown.line(note)));
  }

  private static String beyond(Window window) {
    return window.figures().stream()
        .filter(f -> f.verdict() == RunVerdict.FAIL || f.verdict() == RunVerdict.WARN)
        .map(
            f -> (f.kind() == Kind.ESTIMATED ? "estimated " : "") + f.metric() + " " + f.expected())
        .collect(Collectors.joining(", "));
  }

  private static Optional<Figure> figure(Window window, String metric, Kind kind) {
    return window.figures().stream()
        .filter(f -> f.metric().equals(metric) && f.kind() == kind)
        .findFirst();
  }

  private static String operation(Window window, String metric, String format) {
    return figure(window, metric, Kind.OPERATION).map(f -> number(f, format)).orElse(NONE);
  }

  private static String number(Figure figure, String format) {
    return Double.isNaN(figure.value()) ? NONE : String.format(Locale.ROOT, format, figure.value());
  }

  private static String withInterval(Figure figure) {
    return figure.low() == null
        ? number(figure, "%.4f")
        : String.format(
            Locale.ROOT, "%.4f (%.4f to %.4f)", figure.value(), figure.low(), figure.high());
  }
}
