package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDriver;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the details of a column draw and list beyond its numbers.
 *
 * @param bins reference against current on the frozen bins; null where there are no bins
 * @param cumulative both distribution functions; null for other than numeric columns
 * @param trend the measure that tells most over versions; null with fewer than two of them
 * @param drivers the slices that bring in most of its PSI; empty where there are none
 */
public record ColumnCharts(
    @Nullable BinChart bins,
    @Nullable XyChart cumulative,
    @Nullable TrendChart trend,
    List<SlicesView.Driver> drivers) {

  private static final int MOST_VERSIONS = 24;
  private static final int MOST_DRIVERS = 5;

  public ColumnCharts {
    drivers = List.copyOf(drivers);
  }

  /** Charts of one column of a run, with the runs before it, newest first. */
  static ColumnCharts of(ColumnDrift column, RunResult run, List<RunResult> past) {
    return new ColumnCharts(
        ColumnView.counted(column) ? BinChart.of(column.column(), column.bins()) : null,
        CumulativeChart.of(column).orElse(null),
        trend(column, run, past),
        run.drift() == null ? List.of() : drivers(column, run.drift()));
  }

  /** True if there is nothing to draw. */
  public boolean isEmpty() {
    return bins == null && cumulative == null && trend == null;
  }

  private static List<SlicesView.Driver> drivers(ColumnDrift column, DriftResult drift) {
    return drift.drivers().stream()
        .filter(d -> d.column().equals(column.column()))
        .sorted((a, b) -> Integer.compare(a.rank(), b.rank()))
        .limit(MOST_DRIVERS)
        .map((SliceDriver d) -> SlicesView.driver(d, ""))
        .toList();
  }

  private static @Nullable TrendChart trend(
      ColumnDrift column, RunResult run, List<RunResult> past) {
    MeasureResult telling = Telling.of(column).orElse(null);
    if (telling == null || run.pins() == null || !Double.isFinite(telling.effect())) {
      return null;
    }
    TreeMap<Long, MeasureResult> byVersion = new TreeMap<>();
    byVersion.put(run.pins().tableVersion(), telling);
    for (RunResult earlier : past) {
      Pins pins = earlier.pins();
      if (pins != null && pins.tableVersion() < run.pins().tableVersion()) {
        MeasureResult then = measure(earlier, column.column(), telling);
        if (then != null) {
          byVersion.putIfAbsent(pins.tableVersion(), then);
        }
      }
    }
    List<TrendChart.Sample> samples = new ArrayList<>();
    byVersion.forEach((version, measure) -> samples.add(new TrendChart.Sample(version, measure)));
    return samples.size() < 2
        ? null
        : TrendChart.of(
            column, samples.subList(Math.max(0, samples.size() - MOST_VERSIONS), samples.size()));
  }

  private static @Nullable MeasureResult measure(RunResult run, String column, MeasureResult like) {
    return run.drift() == null
        ? null
        : run.drift().columns().stream()
            .filter(c -> c.column().equals(column))
            .flatMap(c -> c.measures().stream())
            .filter(m -> m.measure() == like.measure() && Double.isFinite(m.effect()))
            .findFirst()
            .orElse(null);
  }
}
