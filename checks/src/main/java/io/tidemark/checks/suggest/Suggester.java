package io.tidemark.checks.suggest;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Format;
import io.tidemark.checks.Sign;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import io.tidemark.checks.Terms;
import io.tidemark.checks.suggest.DeequRules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Suggests constraints from what is known of a version of a table. Deequ's rules say which kinds
 * fit a column; where Deequ would ask for the very value that was seen (minimum, maximum, mean,
 * standard deviation, lengths), bounds with a margin are suggested instead.
 *
 * <p>Suggestions are made without looking at the rows: evaluate them on the version itself and drop
 * those that do not hold, and measure those with a spread on several versions.
 */
public final class Suggester {
  /** Grouping costs jobs of its own, so only the likeliest keys are looked at. */
  private static final int MOST_KEYS = 3;

  /** How far beyond the values seen a range reaches, as a share of their span. */
  private static final double RANGE_MARGIN = 0.2;

  private static final Pattern ID_LIKE =
      Pattern.compile("(?:.*[_ .-])?(?i:id|key|uuid|guid)|.*[a-z]I[dD]");

  private final DeequRules deequ = new DeequRules();

  /**
   * Suggests constraints for a version, first for the table and then column by column.
   *
   * @param rows its rows
   */
  public List<Suggestion> suggest(long rows, List<ColumnFacts> columns) {
    List<Suggestion> suggestions = new ArrayList<>();
    suggestions.add(
        new Suggestion(
            new Constraint.Size(rows, rows), counted(rows, "row"), Math.max(1, rows / 4.0)));
    Set<String> keys = Set.copyOf(keys(columns));
    for (ColumnFacts column : columns) {
      suggestions.addAll(of(column, keys));
    }
    return suggestions;
  }

  /** Columns that look like a key, the likeliest ones. */
  private List<String> keys(List<ColumnFacts> columns) {
    return columns.stream()
        .filter(c -> c.type() == ColumnFacts.Type.INTEGRAL || c.type() == ColumnFacts.Type.TEXT)
        .filter(c -> deequ.applying(c).contains(Rule.UNIQUE_IF_APPROXIMATELY_UNIQUE))
        .sorted(Comparator.comparing(c -> !ID_LIKE.matcher(c.name()).matches()))
        .limit(MOST_KEYS)
        .map(ColumnFacts::name)
        .toList();
  }

  private List<Suggestion> of(ColumnFacts column, Set<String> keys) {
    Set<Rule> rules = deequ.applying(column);
    List<Suggestion> found = new ArrayList<>();
    completeness(column, rules).ifPresent(found::add);
    if (keys.contains(column.name())) {
      found.add(
          new Suggestion(
              new Constraint.Uniqueness(List.of(column.name()), 1),
              "a key, it seems: all values differ; `key` would make it known to quarantine and"
                  + " release"));
    }
    Optional<Suggestion> list = values(column, rules);
    list.ifPresent(found::add);
    boolean closed = list.isPresent() && rules.contains(Rule.CATEGORICAL_RANGE);
    if (!closed) {
      ColumnFacts.Numbers numbers = column.numbers();
      if (numbers != null) {
        found.addAll(ofNumbers(column, numbers, rules));
      }
      ColumnFacts.Lengths lengths = column.lengths();
      if (lengths != null) {
        found.addAll(ofText(column, lengths, rules));
      }
    }
    return found;
  }

  private Optional<Suggestion> completeness(ColumnFacts column, Set<Rule> rules) {
    if (rules.contains(Rule.COMPLETE_IF_COMPLETE)) {
      return present(column, 1, "no null in " + counted(column.rows(), "row"));
    }
    if (!rules.contains(Rule.RETAIN_COMPLETENESS)) {
      return Optional.empty();
    }
    double share = (double) column.present() / column.rows();
    return present(
        column,
        deequ.lowerLimit(share, column.rows()),
        counted(column.nulls(), "null") + " in " + counted(column.rows(), "row"));
  }

  private static Optional<Suggestion> present(ColumnFacts column, double share, String reason) {
    return share <= 0
        ? Optional.empty()
        : Optional.of(new Suggestion(new Constraint.Completeness(column.name(), share), reason));
  }

  private Optional<Suggestion> values(ColumnFacts column, Set<Rule> rules) {
    if (rules.contains(Rule.CATEGORICAL_RANGE)) {
      return Optional.of(
          new Suggestion(
              new Constraint.AllowedValues(column.name(), List.copyOf(column.values().keySet()), 1),
              column.values().size() == 1
                  ? "all values are the same"
                  : "all values are one of " + column.values().size()));
    }
    if (!rules.contains(Rule.FRACTIONAL_CATEGORICAL_RANGE)) {
      return Optional.empty();
    }
    DeequRules.MostValues most = deequ.mostValues(column);
    return most.values().isEmpty() || most.share() <= 0
        ? Optional.empty()
        : Optional.of(
            new Suggestion(
                new Constraint.AllowedValues(column.name(), most.values(), most.share()),
                "most values are one of %d of %d"
                    .formatted(most.values().size(), column.values().size())));
  }

  private List<Suggestion> ofNumbers(
      ColumnFacts column, ColumnFacts.Numbers numbers, Set<Rule> rules) {
    List<Suggestion> found = new ArrayList<>();
    boolean clean = numbers.nans() == 0;
    if (rules.contains(Rule.NON_NEGATIVE_NUMBERS) && clean) {
      found.add(
          new Suggestion(
              new Sign(column.name(), true, 1, Terms.DEFAULT),
              "the smallest value is " + Rounding.shown(numbers.min())));
    }
    if (identifier(column, rules) || !numbers.finite()) {
      return found;
    }
    if (rules.contains(Rule.HAS_MIN) && rules.contains(Rule.HAS_MAX)) {
      range(column, numbers).ifPresent(found::add);
    }
    double deviation = numbers.standardDeviation();
    if (clean && deviation > 0) {
      if (rules.contains(Rule.HAS_MEAN)) {
        found.add(number(column, StatisticKind.MEAN, numbers.mean(), deviation / 4, "mean"));
      }
      if (rules.contains(Rule.HAS_STANDARD_DEVIATION)) {
        found.add(
            number(
                column,
                StatisticKind.STANDARD_DEVIATION,
                deviation,
                deviation / 2,
                "standard deviation"));
      }
    }
    return found;
  }

  private static Suggestion number(
      ColumnFacts column, StatisticKind kind, double value, double spread, String name) {
    return new Suggestion(
        new Statistic(kind, column.name(), value - spread, value + spread),
        name + " " + Rounding.shown(value),
        spread);
  }

  /** Numbers that name something: they grow, and nothing follows from their size. */
  private static boolean identifier(ColumnFacts column, Set<Rule> rules) {
    Long distinct = column.distinct();
    return column.type() == ColumnFacts.Type.INTEGRAL
        && (rules.contains(Rule.UNIQUE_IF_APPROXIMATELY_UNIQUE)
            || ID_LIKE.matcher(column.name()).matches()
            || (distinct != null && distinct > column.present() / 2));
  }

  private Optional<Suggestion> range(ColumnFacts column, ColumnFacts.Numbers numbers) {
    double margin = RANGE_MARGIN * (numbers.max() - numbers.min());
    if (!(margin > 0) || Double.isInfinite(margin)) {
      return Optional.empty();
    }
    Double low = Rounding.down(numbers.min() - margin, margin);
    double high = Rounding.up(numbers.max() + margin, margin);
    if (numbers.min() >= 0 && low <= 0) {
      // Said by non_negative already, unless there are NaN.
      low = numbers.nans() == 0 ? null : (Double) 0.0;
    }
    if (numbers.max() <= 0 && high > 0) {
      high = 0;
    }
    double share =
        numbers.nans() == 0
            ? 1
            : deequ.lowerLimit(1 - (double) numbers.nans() / column.present(), column.present());
    return Optional.of(
        new Suggestion(
            new Constraint.Range(column.name(), low, high, share),
            "values from %s to %s%s"
                .formatted(
                    Rounding.shown(numbers.min()),
                    Rounding.shown(numbers.max()),
                    numbers.nans() == 0 ? "" : ", and " + numbers.nans() + " NaN")));
  }

  private static List<Suggestion> ofText(
      ColumnFacts column, ColumnFacts.Lengths lengths, Set<Rule> rules) {
    if (rules.contains(Rule.RETAIN_TYPE)) {
      return TextTypes.of(column).stream()
          .map(
              format ->
                  new Suggestion(
                      new Format(column.name(), format, 1, Terms.DEFAULT),
                      "the texts looked at are all of this form"))
          .toList();
    }
    Optional<String> shape = TextShape.of(column);
    if (shape.isPresent()) {
      return List.of(
          new Suggestion(
              new Constraint.Pattern(column.name(), shape.get(), 1),
              "the texts looked at are all of this shape"));
    }
    String seen = "lengths from %d to %d".formatted(lengths.min(), lengths.max());
    Stream<@Nullable Suggestion> both =
        Stream.of(
            rules.contains(Rule.HAS_MIN_LENGTH) && lengths.min() > 0
                ? length(column, StatisticKind.MIN_LENGTH, minLength(lengths), null, seen)
                : null,
            rules.contains(Rule.HAS_MAX_LENGTH) && lengths.max() > 0
                ? length(column, StatisticKind.MAX_LENGTH, null, maxLength(lengths), seen)
                : null);
    return both.flatMap(Stream::ofNullable).toList();
  }

  private static Suggestion length(
      ColumnFacts column,
      StatisticKind kind,
      @Nullable Double min,
      @Nullable Double max,
      String reason) {
    return new Suggestion(new Statistic(kind, column.name(), min, max), reason);
  }

  private static double minLength(ColumnFacts.Lengths lengths) {
    return lengths.fixed() ? lengths.min() : 1;
  }

  private static double maxLength(ColumnFacts.Lengths lengths) {
    return lengths.fixed() ? lengths.max() : Rounding.up(2.0 * lengths.max(), 1.0 * lengths.max());
  }

  private static String counted(long count, String unit) {
    return String.format(Locale.ROOT, "%,d %s%s", count, unit, count == 1 ? "" : "s");
  }
}
