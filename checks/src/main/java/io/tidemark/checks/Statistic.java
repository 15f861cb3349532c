package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number over columns that lies in a range.
 *
 * @param statistic which number
 * @param columns the columns, as many as the number speaks of
 * @param min least value; null for no lower bound
 * @param max greatest value; null for no upper bound
 */
public record Statistic(
    StatisticKind statistic,
    List<String> columns,
    @Nullable Double min,
    @Nullable Double max,
    Terms terms)
    implements Constraint {

  public Statistic {
    columns = List.copyOf(columns);
    int wanted = statistic.columns();
    if (columns.isEmpty()
        || (wanted > 0 && columns.size() != wanted)
        || columns.stream().distinct().count() < columns.size()) {
      throw new IllegalArgumentException(
          "%s over columns %s; give %s, each once"
              .formatted(
                  statistic.inWords(),
                  columns,
                  wanted == 0
                      ? "at least one column"
                      : wanted == 1 ? "one column" : "two columns"));
    }
    new Bounds(min, max);
  }

  public Statistic(
      StatisticKind statistic, String column, @Nullable Double min, @Nullable Double max) {
    this(statistic, List.of(column), min, max, Terms.DEFAULT);
  }

  @Override
  public String kind() {
    return statistic.key();
  }

  @Override
  public String expected() {
    return bounds().inWords();
  }

  @Override
  public Cost cost() {
    return switch (statistic.input()) {
      case NUMBER, TEXT, ANY -> Cost.SHARED_SCAN;
      case GROUPS, VALUE_GROUPS -> Cost.GROUPING;
    };
  }

  Bounds bounds() {
    return new Bounds(min, max);
  }
}
