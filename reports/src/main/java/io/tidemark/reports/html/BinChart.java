package io.tidemark.reports.html;

import io.tidemark.drift.Bin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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
  public static final int LEFT = 110;

  private static final int LONGEST = 132;
  private static final int ROW = 23;
  private static final int AXIS = 18;
  private static final int LABEL_LENGTH = 16;
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
   * @param end where the words begin, right of both bars
   * @param shares both shares in words
   * @param hover the bin in full; null where the label is
   */
  public record Row(
      int y,
      String label,
      int reference,
      int current,
      int end,
      String shares,
      @Nullable String hover) {}

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
    List<Shown> shown = shown(bins, reference, current);
    double longest =
        shown.stream()
            .filter(Shown::drawn)
            .mapToDouble(s -> largerPart(s.bin(), reference, current))
            .max()
            .orElse(0);
    double scale = longest > 0 ? longest : 1;
    List<Row> rows = new ArrayList<>();
    for (Shown row : shown) {
      Bin bin = row.bin();
      int before = row.drawn() ? length(part(bin.referenceCount(), reference), scale) : 0;
      int now = row.drawn() ? length(part(bin.currentCount(), current), scale) : 0;
      rows.add(
          new Row(
              rows.size() * ROW + 2,
              Format.clip(bin.label(), LABEL_LENGTH),
              before,
              now,
              LEFT + Math.max(before, now) + 4,
              Format.share(bin.referenceCount(), reference)
                  + " → "
                  + Format.share(bin.currentCount(), current),
              bin.label().length() > LABEL_LENGTH ? Format.name(bin.label()) : null));
    }
    String title = Format.name(column) + ": share of rows per bin, reference and current version";
    return new BinChart(rows.size() * ROW + AXIS, rows, ticks(scale), title);
  }

  private static int length(double share, double scale) {
    return (int) Math.round(share / scale * LONGEST);
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
      String label = Format.number(Math.round(i * step * 1000) / 10.0) + "%";
      ticks.add(new Tick(LEFT + length(i * step, scale), label));
    }
    return ticks;
  }

  /** The bins that a chart draws: intervals joined until they fit, categories of note, and rest. */
  static List<Bin> drawn(List<Bin> bins) {
    long reference = bins.stream().mapToLong(Bin::referenceCount).sum();
    long current = bins.stream().mapToLong(Bin::currentCount).sum();
    return shown(bins, reference, current).stream().filter(Shown::drawn).map(Shown::bin).toList();
  }

  /** A bin with or without bars: the many categories summed up would dwarf all others. */
  private record Shown(Bin bin, boolean drawn) {}

  private static List<Shown> shown(List<Bin> bins, long reference, long current) {
    List<Bin> intervals = bins.stream().filter(b -> b.role() == Bin.Role.INTERVAL).toList();
    List<Bin> categories = bins.stream().filter(b -> b.role() == Bin.Role.CATEGORY).toList();
    List<Shown> shown = new ArrayList<>();
    thinned(intervals).forEach(b -> shown.add(new Shown(b, true)));
    Set<Bin> chosen = chosen(categories, reference, current);
    categories.stream()
        .filter(chosen::contains)
        .sorted(Comparator.comparingLong((Bin b) -> -b.referenceCount()))
        .forEach(b -> shown.add(new Shown(b, true)));
    List<Bin> rest = categories.stream().filter(b -> !chosen.contains(b)).toList();
    if (!rest.isEmpty()) {
      String label = Format.count((long) rest.size()) + " more";
      shown.add(new Shown(sum(label, Bin.Role.CATEGORY, rest), false));
    }
    bins.stream()
        .filter(b -> b.role() != Bin.Role.INTERVAL && b.role() != Bin.Role.CATEGORY)
        .filter(b -> b.referenceCount() + b.currentCount() > 0)
        .forEach(b -> shown.add(new Shown(b, true)));
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
  private static Set<Bin> chosen(List<Bin> categories, long reference, long current) {
    if (categories.size() <= MOST_CATEGORIES) {
      return new HashSet<>(categories);
    }
    ToDoubleFunction<Bin> moved =
        b -> -Math.abs(part(b.referenceCount(), reference) - part(b.currentCount(), current));
    Set<Bin> chosen = new HashSet<>();
    categories.stream()
        .sorted(Comparator.comparingDouble(moved))
        .limit(MOST_CATEGORIES / 2)
        .forEach(chosen::add);
    categories.stream()
        .filter(b -> !chosen.contains(b))
        .sorted(Comparator.comparingDouble(b -> -largerPart(b, reference, current)))
        .limit(MOST_CATEGORIES - chosen.size())
        .toList()
        .forEach(chosen::add);
    return chosen;
  }

  private static double largerPart(Bin bin, long reference, long current) {
    return Math.max(part(bin.referenceCount(), reference), part(bin.currentCount(), current));
  }

  private static Bin sum(String label, Bin.Role role, List<Bin> bins) {
    return new Bin(
        label,
        role,
        bins.stream().mapToLong(Bin::referenceCount).sum(),
        bins.stream().mapToLong(Bin::currentCount).sum());
  }
}
