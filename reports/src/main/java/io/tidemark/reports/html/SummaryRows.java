package io.tidemark.reports.html;

import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of both sides of a column, line by line with their difference; lines that say
 * nothing are left out.
 */
public final class SummaryRows {
  private static final double MEDIAN = 0.5;

  private final @Nullable ColumnSummary reference;
  private final @Nullable ColumnSummary current;
  private final List<Row> rows = new ArrayList<>();

  private SummaryRows(@Nullable ColumnSummary reference, @Nullable ColumnSummary current) {
    this.reference = reference;
    this.current = current;
  }

  /**
   * One line.
   *
   * @param name what is said
   * @param reference of the reference
   * @param current of the current version
   * @param difference current minus reference; a dash where there is none
   */
  public record Row(String name, String reference, String current, String difference) {}

  /** A value known to lie between two; equal where it is known exactly. */
  private record Known(double low, double high) {

    static @Nullable Known of(@Nullable Double value) {
      return value == null ? null : new Known(value, value);
    }

    String text() {
      return range(Format.number(low), Format.number(high));
    }

    String minus(Known other) {
      double least = low - other.high;
      double most = high - other.low;
      return Double.isFinite(least) && Double.isFinite(most)
          ? range(Format.signed(least), Format.signed(most))
          : Format.NONE;
    }

    private static String range(String low, String high) {
      return low.equals(high) ? low : low + " to " + high;
    }
  }

  static List<Row> of(@Nullable ColumnSummary reference, @Nullable ColumnSummary current) {
    SummaryRows summary = new SummaryRows(reference, current);
    if (reference != null || current != null) {
      summary.counts();
      summary.addNumber("Smallest", ColumnSummary::min);
      summary.quantiles();
      summary.addNumber("Largest", ColumnSummary::max);
      summary.moments();
      summary.texts();
    }
    return List.copyOf(summary.rows);
  }

  /** What matters most of the lines, in one sentence; empty where nothing is known. */
  static String brief(@Nullable ColumnSummary reference, @Nullable ColumnSummary current) {
    SummaryRows summary = new SummaryRows(reference, current);
    if (reference != null || current != null) {
      summary.addShare("Nulls", ColumnSummary::nulls);
      summary.addNumber("mean", ColumnSummary::mean);
      summary.addValue("median", s -> quantile(s, MEDIAN));
      summary.addNumber("smallest", ColumnSummary::min);
      summary.addNumber("largest", ColumnSummary::max);
    }
    return summary.rows.stream()
        .map(
            r ->
                r.name()
                    + " "
                    + r.reference()
                    + (r.reference().equals(r.current()) ? "" : " → " + r.current()))
        .collect(Collectors.joining(", "));
  }

  private void counts() {
    add("Rows", s -> Format.count(s.rows()), rowsDifference());
    addShare("Nulls", ColumnSummary::nulls);
    addCount("NaN", ColumnSummary::nans);
    addNumberCount("Infinite", ColumnSummary.Numbers::infinities);
    addNumberCount("Zeros", ColumnSummary.Numbers::zeros);
    addNumberCount("Negative", ColumnSummary.Numbers::negatives);
    addIfKnown(
        "Distinct, about",
        s -> s.distinct() == null ? null : Format.count(s.distinct()),
        difference(s -> s.distinct() == null ? null : Known.of((double) s.distinct())));
  }

  private String rowsDifference() {
    if (reference == null || current == null || reference.rows() == 0) {
      return Format.NONE;
    }
    return reference.rows() == current.rows()
        ? "0%"
        : Format.percentage((double) current.rows() / reference.rows() - 1);
  }

  private void moments() {
    addNumber("Mean", ColumnSummary::mean);
    addNumber("Standard deviation", ColumnSummary::standardDeviation);
    addNumber("Skewness", s -> s.numbers() == null ? null : s.numbers().skewness());
    addNumber("Excess kurtosis", s -> s.numbers() == null ? null : s.numbers().kurtosis());
  }

  private void quantiles() {
    Stream.of(reference, current)
        .filter(Objects::nonNull)
        .flatMap(s -> quantiles(s).stream())
        .map(ColumnSummary.Quantile::q)
        .distinct()
        .sorted()
        .forEach(q -> addValue(name(q), s -> quantile(s, q)));
  }

  private void texts() {
    addIfKnown(
        "Length",
        s ->
            s.lengths() == null
                ? null
                : Format.count(s.lengths().min())
                    + " to "
                    + Format.count(s.lengths().max())
                    + ", mean "
                    + Format.number(s.lengths().mean()),
        difference(s -> s.lengths() == null ? null : Known.of(s.lengths().mean())));
  }

  private static String name(double q) {
    return q == MEDIAN ? "Median" : Format.number(Math.round(q * 1e6) / 1e4) + "% quantile";
  }

  private static @Nullable Known quantile(ColumnSummary summary, double q) {
    return quantiles(summary).stream()
        .filter(known -> known.q() == q)
        .map(known -> new Known(known.low(), known.high()))
        .findFirst()
        .orElse(null);
  }

  private static List<ColumnSummary.Quantile> quantiles(ColumnSummary summary) {
    return summary.numbers() == null ? List.of() : summary.numbers().quantiles();
  }

  private void addCount(String name, ToLongFunction<ColumnSummary> count) {
    boolean any =
        Stream.of(reference, current)
            .filter(Objects::nonNull)
            .anyMatch(s -> count.applyAsLong(s) > 0);
    if (any) {
      addShare(name, count);
    }
  }

  /** A number that is hidden on a side leaves the difference out. */
  private void addNumberCount(String name, Function<ColumnSummary.Numbers, @Nullable Long> count) {
    boolean hidden =
        Stream.of(reference, current)
            .filter(Objects::nonNull)
            .anyMatch(s -> s.numbers() != null && count.apply(s.numbers()) == null);
    if (!hidden) {
      addCount(name, s -> counted(s, count));
      return;
    }
    add(
        name,
        s -> {
          Long rows = s.numbers() == null ? null : count.apply(s.numbers());
          return rows == null
              ? Format.NONE
              : Format.count(rows) + " (" + Format.share(rows, s.rows()) + ")";
        },
        Format.NONE);
  }

  private static long counted(
      ColumnSummary summary, Function<ColumnSummary.Numbers, @Nullable Long> count) {
    Long rows = summary.numbers() == null ? null : count.apply(summary.numbers());
    return rows == null ? 0 : rows;
  }

  private void addShare(String name, ToLongFunction<ColumnSummary> count) {
    String difference =
        reference == null || current == null || reference.rows() == 0 || current.rows() == 0
            ? Format.NONE
            : Format.points(
                (double) count.applyAsLong(current) / current.rows()
                    - (double) count.applyAsLong(reference) / reference.rows());
    add(
        name,
        s ->
            Format.count(count.applyAsLong(s))
                + " ("
                + Format.share(count.applyAsLong(s), s.rows())
                + ")",
        difference);
  }

  private void addNumber(String name, Function<ColumnSummary, @Nullable Double> value) {
    addValue(name, s -> Known.of(value.apply(s)));
  }

  private void addValue(String name, Function<ColumnSummary, @Nullable Known> value) {
    addIfKnown(
        name,
        s -> {
          Known known = value.apply(s);
          return known == null ? null : known.text();
        },
        difference(value));
  }

  private String difference(Function<ColumnSummary, @Nullable Known> value) {
    Known before = reference == null ? null : value.apply(reference);
    Known now = current == null ? null : value.apply(current);
    return before == null || now == null ? Format.NONE : now.minus(before);
  }

  private void addIfKnown(
      String name, Function<ColumnSummary, @Nullable String> text, String difference) {
    String before = reference == null ? null : text.apply(reference);
    String now = current == null ? null : text.apply(current);
    if (before != null || now != null) {
      rows.add(
          new Row(
              name,
              before == null ? Format.NONE : before,
              now == null ? Format.NONE : now,
              difference));
    }
  }

  private void add(String name, Function<ColumnSummary, String> text, String difference) {
    rows.add(
        new Row(
            name,
            reference == null ? Format.NONE : text.apply(reference),
            current == null ? Format.NONE : text.apply(current),
            difference));
  }
}
