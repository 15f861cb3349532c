package io.tidemark.reports.html;

import io.tidemark.drift.Bin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Geometry of the reference's and the current version's shares per frozen bin: two bars per row,
 * one row per bin.
 *
 * @param height height of the box, whose width is {@link #WIDTH}
 * @param rows the rows from top to bottom
 * @param ticks the axis of shares
 * @param title what the chart shows, in words
 */
public record BinChart(int height, List<Row> rows, List<Tick> ticks, String title) {

  /** Width of the box: it fits a phone without being scaled down. */
  public static final int WIDTH = 330;

  /** Where the bars begin. */
  public static final int LEFT = 118;

  /** Height of one bar. */
  public static final int BAR = 10;

  private static final int LONGEST = 160;
  private static final int ROW = 26;
  private static final int AXIS = 18;
  private static final int LABEL_LENGTH = 19;
  private static final int MOST_CATEGORIES = 12;
  private static final int MOST_INTERVALS = 30;
  private static final double[] STEPS = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5};

  public BinChart {
    rows = List.copyOf(rows);
    ticks = List.copyOf(ticks);
  }

  /**
   * One bin.
   *
   * @param y top of the row
   * @param label the bin, short
   * @param reference length of the reference's bar
   * @param current length of the current version's bar
   * @param referenceShare the reference's share in words
   * @param currentShare the current version's share in words
   * @param hover the bin in full with both counts
   */
  public record Row(
      int y,
      String label,
      int reference,
      int current,
      String referenceShare,
      String currentShare,
      String hover) {}

  /**
   * One line of the axis.
   *
   * @param x where it stands
   * @param label its share
   */
  public record Tick(int x, String label) {}

  /** Lays out the bins of one column. */
  public static BinChart of(String column, List<Bin> bins) {
    long reference = bins.stream().mapToLong(Bin::referenceCount).sum();
    long current = bins.stream().mapToLong(Bin::currentCount).sum();
    List<Bin> shown = shown(bins, reference, current);
    double longest =
        shown.stream()
            .mapToDouble(
                b -> Math.max(part(b.referenceCount(), reference), part(b.currentCount(), current)))
            .max()
            .orElse(0);
    double scale = longest > 0 ? longest : 1;
    List<Row> rows = new ArrayList<>();
    for (Bin bin : shown) {
      double r = part(bin.referenceCount(), reference);
      double c = part(bin.currentCount(), current);
      rows.add(
          new Row(
              rows.size() * ROW + 2,
              Format.clip(bin.label(), LABEL_LENGTH),
              (int) Math.round(r / scale * LONGEST),
              (int) Math.round(c / scale * LONGEST),
              Format.share(bin.referenceCount(), reference),
              Format.share(bin.currentCount(), current),
              Format.clip(bin.label(), 60)
                  + ": reference "
                  + Format.count(bin.referenceCount())
                  + ", current "
                  + Format.count(bin.currentCount())));
    }
    String title =
        "Share of rows per bin of " + Format.name(column) + ", reference against current version";
    return new BinChart(rows.size() * ROW + AXIS, rows, ticks(scale), title);
  }

  private static double part(long count, long total) {
    return total == 0 ? 0 : (double) count / total;
  }

  private static List<Tick> ticks(double scale) {
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0 && scale / STEPS[i] <= 4; i--) {
      step = STEPS[i];
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= scale * (1 + 1e-9); i++) {
      ticks.add(
          new Tick(
              LEFT + (int) Math.round(i * step / scale * LONGEST),
              Format.precise(i * step * 100) + "%"));
    }
    return ticks;
  }

  private static List<Bin> shown(List<Bin> bins, long reference, long current) {
    List<Bin> intervals = bins.stream().filter(b -> b.role() == Bin.Role.INTERVAL).toList();
    List<Bin> categories = bins.stream().filter(b -> b.role() == Bin.Role.CATEGORY).toList();
    List<Bin> shown = new ArrayList<>(thinned(intervals));
    shown.addAll(largest(categories, reference, current));
    bins.stream()
        .filter(b -> b.role() != Bin.Role.INTERVAL && b.role() != Bin.Role.CATEGORY)
        .filter(b -> b.referenceCount() + b.currentCount() > 0)
        .forEach(shown::add);
    return shown;
  }

  /** Joins neighbours until the intervals fit. */
  private static List<Bin> thinned(List<Bin> intervals) {
    int group = (intervals.size() + MOST_INTERVALS - 1) / MOST_INTERVALS;
    if (group <= 1) {
      return intervals;
    }
    List<Bin> joined = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i += group) {
      List<Bin> part = intervals.subList(i, Math.min(i + group, intervals.size()));
      String label =
          part.size() == 1
              ? part.get(0).label()
              : part.get(0).label() + " … " + part.get(part.size() - 1).label();
      joined.add(sum(label, Bin.Role.INTERVAL, part));
    }
    return joined;
  }

  /** Half of the rows go to the categories that moved most, the others to the largest ones. */
  private static List<Bin> largest(List<Bin> categories, long reference, long current) {
    ToDoubleFunction<Bin> moved =
        b -> -Math.abs(part(b.referenceCount(), reference) - part(b.currentCount(), current));
    ToDoubleFunction<Bin> size =
        b -> -Math.max(part(b.referenceCount(), reference), part(b.currentCount(), current));
    Set<Bin> chosen = new HashSet<>();
    if (categories.size() <= MOST_CATEGORIES) {
      chosen.addAll(categories);
    } else {
      categories.stream()
          .sorted(Comparator.comparingDouble(moved))
          .limit(MOST_CATEGORIES / 2)
          .forEach(chosen::add);
      categories.stream()
          .sorted(Comparator.comparingDouble(size))
          .filter(b -> !chosen.contains(b))
          .limit(MOST_CATEGORIES - chosen.size())
          .toList()
          .forEach(chosen::add);
    }
    List<Bin> shown =
        new ArrayList<>(
            categories.stream()
                .filter(chosen::contains)
                .sorted(Comparator.comparingLong((Bin b) -> -b.referenceCount()))
                .toList());
    List<Bin> rest = categories.stream().filter(b -> !chosen.contains(b)).toList();
    if (!rest.isEmpty()) {
      shown.add(sum(Format.count((long) rest.size()) + " more", Bin.Role.CATEGORY, rest));
    }
    return shown;
  }

  private static Bin sum(String label, Bin.Role role, List<Bin> bins) {
    return new Bin(
        label,
        role,
        bins.stream().mapToLong(Bin::referenceCount).sum(),
        bins.stream().mapToLong(Bin::currentCount).sum());
  }
}
