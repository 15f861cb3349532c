package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * PSI of every column over table versions, as a table of values.
 *
 * @param versions heads of the columns, oldest first
 * @param rows one row per data column, the one with the largest PSI first
 * @param leftOut number of data columns that do not fit
 */
public record HeatMap(List<Long> versions, List<Row> rows, int leftOut) {

  private static final int MOST_ROWS = 40;

  public HeatMap {
    versions = List.copyOf(versions);
    rows = List.copyOf(rows);
  }

  /**
   * One data column.
   *
   * @param column its name
   * @param cells one cell per version
   * @param largest its largest PSI
   */
  public record Row(String column, List<Cell> cells, double largest) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One value.
   *
   * @param text the value
   * @param level strength of the shade from 0 to 5, -1 for none
   * @param mark sign of the verdict, empty for a pass
   * @param meaning the sign in words
   */
  public record Cell(String text, int level, String mark, String meaning) {}

  /** Lays out runs with drift results and pins, oldest version first; one per version. */
  static HeatMap of(List<RunResult> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.stream()
        .flatMap(r -> columns(r).stream())
        .filter(c -> psi(c).isPresent())
        .forEach(c -> names.add(c.column()));
    List<Row> rows =
        names.stream()
            .map(name -> row(name, runs))
            .sorted(Comparator.comparingDouble((Row r) -> -r.largest()))
            .toList();
    List<Long> versions =
        runs.stream().flatMap(r -> Stream.ofNullable(r.pins())).map(p -> p.tableVersion()).toList();
    return new HeatMap(
        versions,
        rows.subList(0, Math.min(MOST_ROWS, rows.size())),
        Math.max(0, rows.size() - MOST_ROWS));
  }

  private static Row row(String name, List<RunResult> runs) {
    List<Cell> cells = new ArrayList<>();
    double largest = 0;
    for (RunResult run : runs) {
      Optional<ColumnDrift> column =
          columns(run).stream().filter(c -> c.column().equals(name)).findFirst();
      Optional<MeasureResult> psi = column.flatMap(HeatMap::psi);
      cells.add(
          psi.map(HeatMap::cell)
              .orElseGet(
                  () ->
                      column.isPresent() && column.get().verdict() == Verdict.ERROR
                          ? new Cell("error", -1, "!", "could not be compared")
                          : new Cell(Format.NONE, -1, "", "")));
      double effect = psi.map(MeasureResult::effect).filter(Double::isFinite).orElse(0.0);
      largest = Math.max(largest, effect);
    }
    return new Row(Format.name(name), cells, largest);
  }

  private static Cell cell(MeasureResult psi) {
    String mark =
        switch (psi.verdict()) {
          case PASS -> "";
          case INSUFFICIENT_DATA -> "?";
          case WARN -> "△";
          case DRIFT -> "▲";
          case ERROR -> "!";
        };
    return new Cell(Format.effect(psi.effect()), level(psi), mark, Badge.of(psi.verdict()).word());
  }

  private static int level(MeasureResult psi) {
    if (Double.isNaN(psi.effect())) {
      return -1;
    }
    double[] steps = {
      psi.warnThreshold() / 4,
      psi.warnThreshold() / 2,
      psi.warnThreshold(),
      psi.driftThreshold(),
      psi.driftThreshold() * 2
    };
    int level = 0;
    while (level < steps.length && psi.effect() >= steps[level]) {
      level++;
    }
    return level;
  }

  private static Optional<MeasureResult> psi(ColumnDrift column) {
    return column.measures().stream().filter(m -> m.measure() == Measure.PSI).findFirst();
  }

  private static Collection<ColumnDrift> columns(RunResult run) {
    return run.drift() == null ? List.of() : run.drift().columns();
  }
}
