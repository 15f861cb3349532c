package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.SliceDriver;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a version: which of them bring in the PSI of which column, and the verdict of each.
 *
 * @param drivers the slices that bring in most, by column; the columns that moved most first
 * @param rows the slices, the worst first
 * @param leftOut slices that do not fit
 */
public record SlicesView(List<Driver> drivers, List<Row> rows, int leftOut) {

  private static final int MOST_ROWS = 60;
  private static final int MOST_DRIVEN = 12;
  private static final int MOST_DRIVERS = 3;
  private static final int MOST_NAMES = 5;

  public SlicesView {
    drivers = List.copyOf(drivers);
    rows = List.copyOf(rows);
  }

  /**
   * What one slice brings in.
   *
   * @param column the column
   * @param psi its PSI; empty on the rows after its first
   * @param slice the slice
   * @param share its share of the PSI
   * @param length length of its bar, of 100
   */
  public record Driver(String column, String psi, String slice, String share, int length) {}

  /**
   * One slice.
   *
   * @param badge its verdict
   * @param slice its keys and values
   * @param reference its rows in the reference, with their share
   * @param current its rows in the current version, with their share
   * @param columns the columns that did not pass, or why it was not compared
   */
  public record Row(Badge badge, String slice, String reference, String current, String columns) {}

  static SlicesView of(DriftResult drift) {
    List<SliceDrift> sorted =
        drift.slices().stream()
            .sorted(
                Comparator.comparing(SliceDrift::verdict)
                    .thenComparing(SlicesView::largestPsi)
                    .thenComparing(SliceDrift::currentRows)
                    .reversed())
            .toList();
    return new SlicesView(
        drivers(drift),
        sorted.stream().limit(MOST_ROWS).map(slice -> row(slice, drift)).toList(),
        Math.max(0, sorted.size() - MOST_ROWS));
  }

  private static double largestPsi(SliceDrift slice) {
    return slice.columns().stream().mapToDouble(SlicesView::psi).max().orElse(0);
  }

  private static double psi(ColumnDrift column) {
    return column.measures().stream()
        .filter(m -> m.measure() == Measure.PSI)
        .mapToDouble(MeasureResult::effect)
        .filter(Double::isFinite)
        .findFirst()
        .orElse(0);
  }

  private static Row row(SliceDrift slice, DriftResult drift) {
    return new Row(
        Badge.of(slice.verdict()),
        label(slice.keys(), slice.values()),
        rows(slice.referenceRows(), drift.referenceRows()),
        rows(slice.currentRows(), drift.currentRows()),
        slice.problem() == null ? moved(slice) : Format.clip(slice.problem(), 200));
  }

  private static String rows(long part, long whole) {
    return Format.count(part) + " (" + Format.share(part, whole) + ")";
  }

  private static String moved(SliceDrift slice) {
    List<ColumnDrift> moved =
        slice.columns().stream()
            .filter(c -> c.verdict() == Verdict.DRIFT || c.verdict() == Verdict.WARN)
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(SlicesView::psi)
                    .reversed())
            .toList();
    if (moved.isEmpty()) {
      return Format.NONE;
    }
    String names =
        moved.stream()
            .limit(MOST_NAMES)
            .map(c -> Format.clip(c.column(), 40) + " " + Format.effect(psi(c)))
            .collect(Collectors.joining(", "));
    return moved.size() > MOST_NAMES
        ? names + " and " + (moved.size() - MOST_NAMES) + " more"
        : names;
  }

  private record Driven(String column, List<String> keys) {}

  private static List<Driver> drivers(DriftResult drift) {
    Map<String, Double> psi = new HashMap<>();
    drift.columns().forEach(c -> psi.put(c.column(), psi(c)));
    Map<Driven, List<SliceDriver>> byColumn = new LinkedHashMap<>();
    drift.drivers().stream()
        .sorted(
            Comparator.comparingDouble((SliceDriver d) -> -psi.getOrDefault(d.column(), 0.0))
                .thenComparing(SliceDriver::column)
                .thenComparingInt(SliceDriver::rank))
        .forEach(
            d ->
                byColumn
                    .computeIfAbsent(new Driven(d.column(), d.keys()), k -> new ArrayList<>())
                    .add(d));
    List<Driver> shown = new ArrayList<>();
    byColumn.entrySet().stream()
        .limit(MOST_DRIVEN)
        .forEach(
            entry -> {
              double all = psi.getOrDefault(entry.getKey().column(), 0.0);
              boolean first = true;
              for (SliceDriver driver : entry.getValue().stream().limit(MOST_DRIVERS).toList()) {
                shown.add(driver(driver, first ? Format.effect(all) : ""));
                first = false;
              }
            });
    return shown;
  }

  /** What one slice brings in. */
  static Driver driver(SliceDriver driver, String psi) {
    double share = driver.share();
    return new Driver(
        Format.name(driver.column()),
        psi,
        driver.values().isEmpty()
            ? "all other values of " + Format.clip(String.join(", ", driver.keys()), 60)
            : label(driver.keys(), driver.values()),
        Format.share(share),
        Double.isFinite(share) ? (int) Math.round(100 * Math.max(0, Math.min(1, share))) : 0);
  }

  /** A slice in words. */
  static String label(List<String> keys, List<@Nullable String> values) {
    if (values.isEmpty()) {
      return "by " + Format.clip(String.join(", ", keys), 80);
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String value = i < values.size() ? values.get(i) : null;
      parts.add(
          Format.clip(keys.get(i), 40)
              + (value == null
                  ? " is null"
                  : " = " + (value.isEmpty() ? "''" : Format.clip(value, 40))));
    }
    return String.join(", ", parts);
  }
}
