package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The windows of a version: a small chart of PSI over time for each column, and a table.
 *
 * @param caption number, length and span of the windows
 * @param charts one per column that has a PSI, the one that moved most first
 * @param chartsLeftOut columns that do not fit
 * @param rows the windows in order; only those that did not pass where there are many
 * @param rowsLeftOut windows that are not in the table
 */
public record WindowsView(
    String caption, List<WindowChart> charts, int chartsLeftOut, List<Row> rows, int rowsLeftOut) {

  private static final int MOST_CHARTS = 40;
  private static final int ALL_SHOWN = 12;
  private static final int MOST_ROWS = 62;
  private static final int MOST_NAMES = 6;

  public WindowsView {
    charts = List.copyOf(charts);
    rows = List.copyOf(rows);
  }

  /**
   * One window.
   *
   * @param from its start
   * @param rows its rows
   * @param badge its verdict
   * @param driftedShare weighted share of the drifted columns
   * @param columns the columns that did not pass, with their PSI
   */
  public record Row(String from, String rows, Badge badge, String driftedShare, String columns) {}

  static WindowsView of(List<WindowDrift> windows) {
    WindowDrift first = windows.get(0);
    Duration every = Duration.between(first.from(), first.to());
    boolean days = every.equals(Duration.ofDays(every.toDays()));
    List<WindowChart> charts = charts(windows, days);
    List<WindowDrift> shown =
        windows.size() <= ALL_SHOWN
            ? windows
            : windows.stream().filter(w -> w.verdict() != Verdict.PASS).limit(MOST_ROWS).toList();
    Instant end = windows.get(windows.size() - 1).to();
    return new WindowsView(
        "%s of %s, from %s to %s"
            .formatted(
                Format.counted(windows.size(), "window", "windows"),
                length(every),
                label(first.from(), days),
                label(days ? end.minusSeconds(1) : end, days)),
        charts.subList(0, Math.min(MOST_CHARTS, charts.size())),
        Math.max(0, charts.size() - MOST_CHARTS),
        shown.stream().map(w -> row(w, days)).toList(),
        windows.size() - shown.size());
  }

  private static List<WindowChart> charts(List<WindowDrift> windows, boolean days) {
    Map<String, List<WindowChart.Value>> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      WindowDrift window = windows.get(i);
      for (ColumnDrift column : window.columns()) {
        for (MeasureResult measure : column.measures()) {
          if (measure.measure() == Measure.PSI) {
            byColumn
                .computeIfAbsent(column.column(), c -> new ArrayList<>())
                .add(new WindowChart.Value(i, label(window.from(), days), measure));
          }
        }
      }
    }
    List<WindowChart> charts = new ArrayList<>();
    byColumn.forEach(
        (column, values) -> charts.add(WindowChart.of(column, values, windows.size())));
    charts.sort(
        Comparator.comparing(WindowChart::worst).thenComparing(WindowChart::largest).reversed());
    return charts;
  }

  private static Row row(WindowDrift window, boolean days) {
    List<ColumnDrift> moved =
        window.columns().stream()
            .filter(c -> c.verdict() == Verdict.DRIFT || c.verdict() == Verdict.WARN)
            .sorted(Comparator.comparing(ColumnDrift::verdict).reversed())
            .toList();
    String names =
        moved.stream()
            .limit(MOST_NAMES)
            .map(c -> Format.clip(c.column(), 40) + effect(c))
            .collect(Collectors.joining(", "));
    String more = moved.size() > MOST_NAMES ? " and " + (moved.size() - MOST_NAMES) + " more" : "";
    return new Row(
        label(window.from(), days),
        Format.count(window.rows()),
        Badge.of(window.verdict()),
        Format.share(window.driftedShare()),
        moved.isEmpty() ? Format.NONE : names + more);
  }

  private static String effect(ColumnDrift column) {
    return column.measures().stream()
        .findFirst()
        .map(m -> " (" + m.measure().label() + " " + Format.effect(m.effect()) + ")")
        .orElse("");
  }

  private static String label(Instant from, boolean days) {
    String minute = Format.minute(from);
    return days ? minute.substring(0, minute.indexOf(' ')) : minute;
  }

  private static String length(Duration every) {
    if (every.equals(Duration.ofDays(every.toDays()))) {
      return Format.counted(every.toDays(), "day", "days");
    }
    if (every.equals(Duration.ofHours(every.toHours()))) {
      return Format.counted(every.toHours(), "hour", "hours");
    }
    return every.equals(Duration.ofMinutes(every.toMinutes()))
        ? Format.counted(every.toMinutes(), "minute", "minutes")
        : every.toString();
  }
}
