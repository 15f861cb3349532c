package io.tidemark.reports.html;

import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.InferenceResult.Figure;
import io.tidemark.reports.InferenceResult.Kind;
import io.tidemark.reports.InferenceResult.Window;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.html.XyChart.Plane;
import io.tidemark.reports.html.XyChart.Series;
import io.tidemark.reports.html.XyChart.Value;
import io.tidemark.reports.html.XyChart.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An inference log by windows of time.
 *
 * @param badge its verdict
 * @param reason why, in one sentence
 * @param alerts how often windows alert, in words
 * @param reference what the windows are held against, in words; empty for nothing
 * @param charts operation and quality over time
 * @param qualityName name of the metric in the table
 * @param rows the windows, newest first
 * @param leftOut windows that are not in the table
 * @param problems what alerts, newest first
 * @param notes what a reader must know
 */
public record InferenceView(
    Badge badge,
    String reason,
    String alerts,
    String reference,
    List<XyChart> charts,
    String qualityName,
    List<Row> rows,
    int leftOut,
    List<String> problems,
    List<String> notes) {

  private static final int MOST_ROWS = 62;
  private static final int MOST_PROBLEMS = 20;
  private static final int STEPS = 4;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("MMM d, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  public InferenceView {
    charts = List.copyOf(charts);
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * One window.
   *
   * @param from its start
   * @param rows its rows
   * @param errors share of errors
   * @param latency p95 of the latency
   * @param labelled share of rows with a label
   * @param realised quality on these
   * @param estimated quality to expect on the others, with its interval
   * @param drift drift of the outputs; null if they are not compared
   * @param badge its verdict
   */
  public record Row(
      String from,
      String rows,
      String errors,
      String latency,
      String labelled,
      String realised,
      String estimated,
      @Nullable Badge drift,
      Badge badge) {}

  static InferenceView of(InferenceResult result) {
    List<Window> windows = result.windows();
    String quality = result.quality().key();
    List<Row> rows = reversed(windows).stream().limit(MOST_ROWS).map(w -> row(w, quality)).toList();
    return new InferenceView(
        Badge.of(result.verdict()),
        Format.text(result.reason()),
        "%d of the newest %d windows alert, %d are let pass"
            .formatted(
                result.alerts().alerting(),
                result.alerts().deciding(),
                result.alerts().tolerated()),
        reference(result.reference()),
        windows.size() < 2 ? List.of() : charts(windows, quality),
        result.quality().label(),
        rows,
        windows.size() - rows.size(),
        problems(windows),
        result.notes().stream().map(Format::text).toList());
  }

  private static String reference(InferenceResult.@Nullable Reference reference) {
    return reference == null
        ? ""
        : "%s rows before %s, %s of them with a label"
            .formatted(
                Format.count(reference.rows()),
                MINUTE.format(reference.until()),
                Format.count(reference.labelled()));
  }

  private static List<Window> reversed(List<Window> windows) {
    return IntStream.range(0, windows.size())
        .mapToObj(i -> windows.get(windows.size() - 1 - i))
        .toList();
  }

  private static Row row(Window window, String quality) {
    return new Row(
        MINUTE.format(window.from()),
        Format.count(window.rows()),
        Format.share(value(window, Kind.OPERATION, "error_rate")),
        Format.effect(value(window, Kind.OPERATION, "latency_p95")),
        Format.share(value(window, Kind.OPERATION, "labelled_share")),
        Format.effect(value(window, Kind.REALISED, quality)),
        find(window, Kind.ESTIMATED, quality).map(InferenceView::withInterval).orElse(Format.NONE),
        window.drift() == null ? null : Badge.of(window.drift()),
        Badge.of(window.verdict()));
  }

  private static String withInterval(Figure figure) {
    Double low = figure.low();
    Double high = figure.high();
    return low == null || high == null
        ? Format.effect(figure.value())
        : Format.effect(figure.value())
            + " ("
            + Format.effect(low)
            + " to "
            + Format.effect(high)
            + ")";
  }

  private static Optional<Figure> find(Window window, Kind kind, String metric) {
    return window.figures().stream()
        .filter(f -> f.kind() == kind && f.metric().equals(metric))
        .findFirst();
  }

  private static double value(Window window, Kind kind, String metric) {
    return find(window, kind, metric).map(Figure::value).orElse(Double.NaN);
  }

  private static List<String> problems(List<Window> windows) {
    List<String> problems = new ArrayList<>();
    for (Window window : reversed(windows)) {
      for (Figure figure : window.figures()) {
        if (figure.verdict() == RunVerdict.FAIL && problems.size() < MOST_PROBLEMS) {
          problems.add(
              Format.text(
                  "%s: %s%s is %s, asked for is %s"
                      .formatted(
                          MINUTE.format(window.from()),
                          figure.kind() == Kind.ESTIMATED ? "estimated " : "",
                          figure.metric(),
                          withInterval(figure),
                          String.valueOf(figure.expected()))));
        }
      }
    }
    return problems;
  }

  private static List<XyChart> charts(List<Window> windows, String quality) {
    List<XyChart> charts = new ArrayList<>();
    add(
        charts,
        windows,
        "Throughput",
        "Rows per second of the time that the log covers.",
        "rows per second",
        List.of(line(windows, Side.CURRENT, "", w -> value(w, Kind.OPERATION, "rows_per_second"))));
    add(
        charts,
        windows,
        "Error rate",
        "Share of requests that did not end well.",
        "share of rows",
        List.of(line(windows, Side.CURRENT, "", w -> value(w, Kind.OPERATION, "error_rate"))));
    add(
        charts,
        windows,
        "Latency",
        "Half of the predictions are faster than the lower line, all but one of twenty are faster"
            + " than the upper one.",
        "milliseconds",
        List.of(
            line(windows, Side.HELD_OUT, "p50", w -> value(w, Kind.OPERATION, "latency_p50")),
            line(windows, Side.CURRENT, "p95", w -> value(w, Kind.OPERATION, "latency_p95"))));
    add(
        charts,
        windows,
        "Quality",
        "Measured where labels have arrived, estimated where they have not. An estimate assumes"
            + " that a score means what it meant on labelled rows.",
        quality.replace('_', ' '),
        List.of(
            line(windows, Side.HELD_OUT, "estimated", w -> value(w, Kind.ESTIMATED, quality)),
            line(windows, Side.CURRENT, "measured", w -> value(w, Kind.REALISED, quality))));
    return charts;
  }

  private static Series line(
      List<Window> windows, Side side, String label, ToDoubleFunction<Window> value) {
    List<Value> values =
        IntStream.range(0, windows.size())
            .mapToObj(i -> new Value(i, value.applyAsDouble(windows.get(i))))
            .filter(v -> Double.isFinite(v.y()))
            .toList();
    return new Series(side, label, values, true, List.of());
  }

  /** Adds a chart if there is anything in it. */
  private static void add(
      List<XyChart> charts,
      List<Window> windows,
      String name,
      String reading,
      String unit,
      List<Series> all) {
    List<Series> series = all.stream().filter(s -> !s.values().isEmpty()).toList();
    if (series.isEmpty()) {
      return;
    }
    double[] values =
        series.stream().flatMap(s -> s.values().stream()).mapToDouble(Value::y).toArray();
    double low = Math.min(0, Arrays.stream(values).min().orElse(0));
    double high = Arrays.stream(values).max().orElse(1);
    Axis up = Axis.of(low, high, STEPS);
    Axis across = Axis.of(0, windows.size(), STEPS);
    charts.add(
        XyChart.of(
            new Words(
                name,
                name + " by window, newest " + Format.effect(last(series)),
                reading,
                "start of the window (UTC)",
                unit),
            new Plane(across, time(windows), up, up::label),
            List.of(),
            series));
  }

  private static double last(List<Series> series) {
    List<Value> values = series.get(series.size() - 1).values();
    return values.get(values.size() - 1).y();
  }

  private static DoubleFunction<String> time(List<Window> windows) {
    Duration every = Duration.between(windows.get(0).from(), windows.get(0).to());
    DateTimeFormatter format = every.toHours() < 24 ? MINUTE : DAY;
    return index -> {
      int at = (int) Math.round(index);
      if (Math.abs(index - at) > 1e-6 || at < 0 || at >= windows.size()) {
        return "";
      }
      Instant from = windows.get(at).from();
      return format.format(from);
    };
  }
}
