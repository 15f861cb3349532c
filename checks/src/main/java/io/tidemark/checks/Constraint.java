package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement about a table that holds or does not.
 *
 * <p>Columns are named as in the schema, with no quoting: a dot, a space or a backtick is part of
 * the name. Where the session is not case-sensitive, neither are the names. Columns inside a struct
 * are reached with {@link Satisfies}.
 *
 * <p>Shares are in [0, 1]; bounds are inclusive. Nulls: {@link Completeness} alone speaks of them.
 * All others but {@link Uniqueness} and {@link Satisfies}, which say what they do, look at the
 * values that are not null, and their shares are shares of those. Every record says in its
 * constructor what it does not accept, with {@link IllegalArgumentException}.
 */
public sealed interface Constraint
    permits Constraint.Size,
        Constraint.Completeness,
        Constraint.Uniqueness,
        Constraint.Range,
        Constraint.AllowedValues,
        Constraint.Pattern,
        Constraint.Satisfies,
        Constraint.Quantile,
        Anomaly,
        ColumnsCount,
        CrossTable,
        Duplicates,
        Freshness,
        Statistic,
        Volume,
        Format,
        Comparison,
        Sign {

  /** Id, severity and filter. */
  Terms terms();

  /** Name of the kind as written in a monitor file, for example {@code allowed_values}. */
  String kind();

  /** The columns it speaks of by name; empty for constraints on the whole table or on SQL. */
  List<String> columns();

  /** The bound in words, for example {@code >= 0.99}. */
  String expected();

  /**
   * What it asks of a single row, in words; null for those that speak of all rows together only.
   */
  default @Nullable String rowRule() {
    return null;
  }

  /** What tells it from others of its kind in the derived id. */
  default List<String> distinction() {
    return columns();
  }

  /** The given id, or else one like {@code completeness(origin)}. */
  default String id() {
    String given = terms().id();
    if (given != null) {
      return given;
    }
    return distinction().isEmpty() ? kind() : kind() + "(" + String.join(",", distinction()) + ")";
  }

  /**
   * Name of the number it measures, under which the number of each version is kept: its id, with
   * its filter.
   */
  default String metric() {
    String where = where();
    return where == null ? id() : id() + " where " + where;
  }

  /** What its evaluation takes. */
  default Cost cost() {
    return Cost.SHARED_SCAN;
  }

  /** What a failure means. */
  default Severity severity() {
    return terms().severity();
  }

  /** SQL filter on the rows it speaks of; null for all. */
  default @Nullable String where() {
    return terms().where();
  }

  /**
   * Number of rows. The one constraint that can be measured without rows: it then measures 0.
   *
   * @param min least number of rows; null for no lower bound
   * @param max greatest number of rows; null for no upper bound
   */
  record Size(@Nullable Long min, @Nullable Long max, Terms terms) implements Constraint {
    public Size {
      Bounds.of(min, max);
    }

    public Size(@Nullable Long min, @Nullable Long max) {
      this(min, max, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "size";
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public String expected() {
      return bounds().inWords();
    }

    Bounds bounds() {
      return Bounds.of(min, max);
    }
  }

  /**
   * Share of rows in which a column is not null. NaN and the empty string are values.
   *
   * @param min least share
   */
  record Completeness(String column, double min, Terms terms) implements Constraint {
    public Completeness {
      Bounds.share(min);
    }

    public Completeness(String column, double min) {
      this(column, min, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "completeness";
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String rowRule() {
      return "a value";
    }

    @Override
    public String expected() {
      return Bounds.atLeast(min);
    }
  }

  /**
   * Uniqueness as Deequ defines it: number of values that occur exactly once, divided by the number
   * of rows. Values a, a, b have uniqueness 1/3, not 2/3. Rows in which all the columns are null
   * are left out; with several columns, a null beside a value counts as a value of its own.
   *
   * @param columns one or more columns, taken together
   * @param min least share
   */
  record Uniqueness(List<String> columns, double min, Terms terms) implements Constraint {
    public Uniqueness {
      columns = Names.eachOnce("uniqueness", columns);
      Bounds.share(min);
    }

    public Uniqueness(List<String> columns, double min) {
      this(columns, min, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "uniqueness";
    }

    @Override
    public String rowRule() {
      return "no other row with the same";
    }

    @Override
    public Cost cost() {
      return Cost.GROUPING;
    }

    @Override
    public String expected() {
      return Bounds.atLeast(min);
    }
  }

  /**
   * Share of the values of a numeric column that lie in a range. Values are compared as doubles;
   * NaN is outside every range.
   *
   * @param min lower bound; null for none
   * @param max upper bound; null for none
   * @param minShare least share of the values that are not null
   */
  record Range(
      String column, @Nullable Double min, @Nullable Double max, double minShare, Terms terms)
      implements Constraint {
    public Range {
      new Bounds(min, max);
      Bounds.share(minShare);
    }

    public Range(String column, @Nullable Double min, @Nullable Double max, double minShare) {
      this(column, min, max, minShare, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "range";
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String rowRule() {
      return bounds().inWords();
    }

    @Override
    public String expected() {
      return rowRule() + " for " + Bounds.atLeast(minShare) + " of values";
    }

    Bounds bounds() {
      return new Bounds(min, max);
    }
  }

  /**
   * Share of the values of a column that are in a list. Columns may be strings, numbers, booleans
   * or dates; the list is read as values of the column's type ({@code 1} and {@code 1.0} are the
   * same number, dates are ISO dates), strings are compared exactly.
   *
   * @param allowed the values allowed
   * @param minShare least share of the values that are not null
   */
  record AllowedValues(String column, List<String> allowed, double minShare, Terms terms)
      implements Constraint {
    public AllowedValues {
      allowed = allowed.stream().distinct().toList();
      if (allowed.isEmpty()) {
        throw new IllegalArgumentException(
            "the list of values allowed in column `" + column + "` is empty; give at least one");
      }
      Bounds.share(minShare);
    }

    public AllowedValues(String column, List<String> allowed, double minShare) {
      this(column, allowed, minShare, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "allowed_values";
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String rowRule() {
      return "one of " + (allowed.size() <= 10 ? allowed.toString() : allowed.size() + " values");
    }

    @Override
    public String expected() {
      return rowRule() + " for " + Bounds.atLeast(minShare) + " of values";
    }
  }

  /**
   * Share of the values of a string column in which a regular expression is found. It is enough
   * that it matches somewhere, as with SQL {@code RLIKE}: anchor it with {@code ^} and {@code $} to
   * speak of the whole value.
   *
   * @param regex a regular expression of {@link java.util.regex.Pattern}
   * @param minShare least share of the values that are not null
   */
  record Pattern(String column, String regex, double minShare, Terms terms) implements Constraint {
    public Pattern {
      Bounds.share(minShare);
    }

    public Pattern(String column, String regex, double minShare) {
      this(column, regex, minShare, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "pattern";
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public String rowRule() {
      return "matches " + regex;
    }

    @Override
    public String expected() {
      return rowRule() + " for " + Bounds.atLeast(minShare) + " of values";
    }
  }

  /**
   * Share of rows for which a SQL condition is true. A row for which it is null does not satisfy
   * it; where nulls are fine, say so ({@code a > b or a is null}).
   *
   * @param name what the condition is about, for the derived id
   * @param expression SQL condition over the columns of one row
   * @param minShare least share of rows
   */
  record Satisfies(String name, String expression, double minShare, Terms terms)
      implements Constraint {
    public Satisfies {
      if (name.isBlank() || expression.isBlank()) {
        throw new IllegalArgumentException(
            "name `" + name + "`, expression `" + expression + "`; neither may be blank");
      }
      Bounds.share(minShare);
    }

    public Satisfies(String name, String expression, double minShare) {
      this(name, expression, minShare, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return "satisfies";
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public List<String> distinction() {
      return List.of(name);
    }

    @Override
    public String rowRule() {
      return expression;
    }

    @Override
    public String expected() {
      return rowRule() + " for " + Bounds.atLeast(minShare) + " of rows";
    }
  }

  /**
   * A quantile of a numeric column. NaN counts as greater than all numbers.
   *
   * <p>The exact one interpolates between neighbours (Spark's {@code percentile}) and costs memory
   * for every distinct value of the column on one executor. The approximate one (Spark's {@code
   * percentile_approx}) is a value whose rank is off by at most 1 % of the values, and its memory
   * is bounded.
   *
   * @param q which quantile, in [0, 1]
   * @param min least value of the quantile; null for no lower bound
   * @param max greatest value of the quantile; null for no upper bound
   * @param exact false for the approximate one
   */
  record Quantile(
      String column,
      double q,
      @Nullable Double min,
      @Nullable Double max,
      boolean exact,
      Terms terms)
      implements Constraint {
    public Quantile {
      if (!(q >= 0 && q <= 1)) {
        throw new IllegalArgumentException(
            "quantile "
                + Bounds.number(q)
                + " of column `"
                + column
                + "`; give a number from 0 to 1");
      }
      new Bounds(min, max);
    }

    /** An exact quantile. */
    public Quantile(
        String column, double q, @Nullable Double min, @Nullable Double max, Terms terms) {
      this(column, q, min, max, true, terms);
    }

    /** An exact quantile with the default terms. */
    public Quantile(String column, double q, @Nullable Double min, @Nullable Double max) {
      this(column, q, min, max, Terms.DEFAULT);
    }

    @Override
    public String kind() {
      return exact ? "quantile" : "approx_quantile";
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public List<String> distinction() {
      return List.of(column, Bounds.number(q));
    }

    @Override
    public String expected() {
      return bounds().inWords();
    }

    Bounds bounds() {
      return new Bounds(min, max);
    }
  }
}
