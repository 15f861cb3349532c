package io.tidemark.reports.html;

import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The summaries of both sides of a column, line by line; lines that say nothing are left out. */
public final class SummaryRows {
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
   */
  public record Row(String name, String reference, String current) {}

  static List<Row> of(@Nullable ColumnSummary reference, @Nullable ColumnSummary current) {
    SummaryRows summary = new SummaryRows(reference, current);
    if (reference != null || current != null) {
      summary.counts();
      summary.numbers();
      summary.quantiles();
      summary.texts();
    }
    return List.copyOf(summary.rows);
  }

  private void counts() {
    add("Rows", s -> Format.count(s.rows()));
    add("Nulls", s -> part(s.nulls(), s));
    addCount("NaN", ColumnSummary::nans);
    addCount("Infinite", s -> s.numbers() == null ? 0 : s.numbers().infinities());
    addCount("Zeros", s -> s.numbers() == null ? 0 : s.numbers().zeros());
    addCount("Negative", s -> s.numbers() == null ? 0 : s.numbers().negatives());
    addIfKnown("Distinct, about", s -> s.distinct() == null ? null : Format.count(s.distinct()));
  }

  private void numbers() {
    addNumber("Smallest", ColumnSummary::min);
    addNumber("Mean", ColumnSummary::mean);
    addNumber("Largest", ColumnSummary::max);
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
        .forEach(
            q ->
                addIfKnown(
                    name(q),
                    s ->
                        quantiles(s).stream()
                            .filter(known -> known.q() == q)
                            .map(SummaryRows::interval)
                            .findFirst()
                            .orElse(null)));
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
                    + Format.number(s.lengths().mean()));
  }

  private static String name(double q) {
    return q == 0.5 ? "Median" : Format.number(Math.round(q * 1e6) / 1e4) + "% quantile";
  }

  /** Both ends where the value is known no better. */
  private static String interval(ColumnSummary.Quantile quantile) {
    String low = Format.number(quantile.low());
    String high = Format.number(quantile.high());
    return low.equals(high) ? low : low + " to " + high;
  }

  private static List<ColumnSummary.Quantile> quantiles(ColumnSummary summary) {
    return summary.numbers() == null ? List.of() : summary.numbers().quantiles();
  }

  private static String part(long count, ColumnSummary summary) {
    return Format.count(count) + " (" + Format.share(count, summary.rows()) + ")";
  }

  private void addCount(String name, ToLongFunction<ColumnSummary> count) {
    boolean any =
        Stream.of(reference, current)
            .filter(Objects::nonNull)
            .anyMatch(s -> count.applyAsLong(s) > 0);
    if (any) {
      add(name, s -> part(count.applyAsLong(s), s));
    }
  }

  private void addNumber(String name, Function<ColumnSummary, @Nullable Double> value) {
    addIfKnown(
        name,
        s -> {
          Double number = value.apply(s);
          return number == null ? null : Format.number(number);
        });
  }

  private void addIfKnown(String name, Function<ColumnSummary, @Nullable String> text) {
    String before = reference == null ? null : text.apply(reference);
    String now = current == null ? null : text.apply(current);
    if (before != null || now != null) {
      rows.add(
          new Row(name, before == null ? Format.NONE : before, now == null ? Format.NONE : now));
    }
  }

  private void add(String name, Function<ColumnSummary, String> text) {
    rows.add(
        new Row(
            name,
            reference == null ? Format.NONE : text.apply(reference),
            current == null ? Format.NONE : text.apply(current)));
  }
}
