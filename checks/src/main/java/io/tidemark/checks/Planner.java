package io.tidemark.checks;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns constraints into probes, and finds before any Spark job what cannot be evaluated. */
final class Planner {
  private final Table table;
  private final Surroundings surroundings;

  Planner(Table table, Surroundings surroundings) {
    this.table = table;
    this.surroundings = surroundings;
  }

  Probe plan(Constraint constraint) throws ConstraintProblem {
    if (constraint instanceof Anomaly anomaly) {
      Probe number = plan(anomaly.of());
      Judgement.Reading reading =
          new AnomalyReading(
              anomaly.rules(),
              surroundings.valuesBefore(anomaly.metric()),
              surroundings.committedAt());
      return new Probe(
          anomaly,
          number.measure() instanceof Probe.Measure.Elsewhere elsewhere
              ? new Probe.Measure.Elsewhere(() -> read(elsewhere.work().call(), reading))
              : number.measure(),
          number.where(),
          number.scope(),
          measured -> reading.of(number.reading().of(measured).value()));
    }
    String filter = constraint.where();
    Column where = filter == null ? null : table.condition("`where` filter", filter);
    if (constraint instanceof CrossTable cross) {
      return new CrossTablePlanner(table, surroundings).plan(cross, where);
    }
    if (constraint instanceof Constraint.Satisfies s) {
      Column condition = table.condition("expression", s.expression());
      return probe(s, share(condition), where, where, Bounds.least(s.minShare()));
    }
    if (constraint instanceof Constraint.Uniqueness u) {
      return probe(u, unique(u), where, where, Bounds.least(u.min()));
    }
    if (constraint instanceof Duplicates d) {
      Bounds bounds = new Bounds(null, d.max());
      return new Probe(d, unique(d), where, where, u -> Judgement.within(bounds, d.terms(), 1 - u));
    }
    if (constraint instanceof Constraint.Completeness c) {
      Column value = table.column(c.column());
      // Deequ takes no nested column here either, but does not need its values.
      Column given = isNested(c.column()) ? when(value.isNotNull(), true) : value;
      var present = new Probe.Measure.Present(given);
      return probe(c, present, where, where, Bounds.least(c.min()));
    }
    return isOfTable(constraint)
        ? planOfTable(constraint, where)
        : planOverValues(constraint, where);
  }

  /** A measurement read another way. */
  private static Measurement read(Measurement measurement, Judgement.Reading reading) {
    return measurement instanceof Measurement.Measured measured
        ? new Measurement.Measured(reading.of(measured.judgement().value()), measured.rows())
        : measurement;
  }

  private static boolean isOfTable(Constraint constraint) {
    return constraint instanceof Constraint.Size
        || constraint instanceof ColumnsCount
        || constraint instanceof Volume
        || constraint instanceof Freshness;
  }

  /** The kinds that speak of the table as a whole. */
  private Probe planOfTable(Constraint constraint, @Nullable Column where)
      throws ConstraintProblem {
    if (constraint instanceof Constraint.Size size) {
      return probe(size, new Probe.Measure.Count(), where, where, size.bounds());
    }
    if (constraint instanceof ColumnsCount c) {
      return known(c, Judgement.within(c.bounds(), c.terms(), table.width()));
    }
    if (constraint instanceof Volume v) {
      return new Probe(v, new Probe.Measure.Count(), where, where, volume(v));
    }
    if (constraint instanceof Freshness f) {
      return freshness(f, where);
    }
    throw new IllegalStateException("no plan for constraints of kind " + constraint.kind());
  }

  private Judgement.Reading volume(Volume volume) throws ConstraintProblem {
    List<Long> before = surroundings.rowsBefore(volume.versions());
    double[] counts = before.stream().mapToDouble(Long::doubleValue).toArray();
    double median = new Median().evaluate(counts);
    return rows ->
        counts.length == 0
            ? new Judgement(rows, Judgement.Outcome.UNDECIDED, "no earlier version to compare with")
            : Judgement.within(
                volume.bounds(), volume.terms(), rows / median, "before %,.0f".formatted(median));
  }

  private Probe freshness(Freshness freshness, @Nullable Column where) throws ConstraintProblem {
    Instant committed = surroundings.committedAt();
    String name = freshness.column();
    if (name == null) {
      double age = seconds(surroundings.now()) - seconds(committed);
      return known(
          freshness,
          Judgement.within(
              freshness.bounds(),
              freshness.terms(),
              Freshness.hours(age),
              "committed at " + committed));
    }
    Column time = time(freshness, name);
    // The youngest age is the age of the newest value.
    Column age = lit(seconds(committed)).minus(time.cast(DataTypes.DoubleType));
    var youngest = new Probe.Measure.OfColumns(StatisticKind.MINIMUM, List.of(age));
    return new Probe(
        freshness,
        youngest,
        where,
        and(where, time.isNotNull()),
        found -> Judgement.within(freshness.bounds(), freshness.terms(), Freshness.hours(found)));
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  private static Probe known(Constraint constraint, Judgement judgement) {
    return new Probe(
        constraint,
        new Probe.Measure.Elsewhere(() -> new Measurement.Measured(judgement, null)),
        null,
        null,
        measured -> judgement);
  }

  /** The kinds that leave nulls out. */
  private Probe planOverValues(Constraint constraint, @Nullable Column where)
      throws ConstraintProblem {
    if (constraint instanceof Constraint.Range r) {
      Column value = number(r, r.column());
      return overValues(r, value, share(inRange(r, value)), where, Bounds.least(r.minShare()));
    }
    if (constraint instanceof Constraint.AllowedValues a) {
      Column value = table.column(a.column());
      return overValues(a, value, share(allowed(a, value)), where, Bounds.least(a.minShare()));
    }
    if (constraint instanceof Constraint.Pattern p) {
      Column value = text(p, p.column());
      return overValues(p, value, share(matches(p, value)), where, Bounds.least(p.minShare()));
    }
    if (constraint instanceof Format f) {
      Column value = text(f, f.column());
      Column good = value.rlike(DeequAdapter.regex(f.is()));
      return overValues(f, value, share(good), where, Bounds.least(f.minShare()));
    }
    if (constraint instanceof Sign n) {
      Column value = number(n, n.column());
      Column good = not(isnan(value)).and(n.zero() ? value.geq(0) : value.gt(0));
      return overValues(n, value, share(good), where, Bounds.least(n.minShare()));
    }
    if (constraint instanceof Comparison c) {
      Column left = table.column(c.column());
      Column right = table.column(c.other());
      Column good = table.possible(c.is().of(left, right), "comparison `" + c.inWords() + "`");
      Column both = left.isNotNull().and(right.isNotNull());
      return probe(c, share(good), where, and(where, both), Bounds.least(c.minShare()));
    }
    if (constraint instanceof Statistic s) {
      return statistic(s, where);
    }
    if (constraint instanceof Constraint.Quantile q) {
      Column value = number(q, q.column());
      var quantile = new Probe.Measure.Percentile(value, q.q(), q.exact());
      return overValues(q, value, quantile, where, q.bounds());
    }
    throw new IllegalStateException("no plan for constraints of kind " + constraint.kind());
  }

  private Probe statistic(Statistic constraint, @Nullable Column where) throws ConstraintProblem {
    StatisticKind.Input input = constraint.statistic().input();
    List<Column> values = new ArrayList<>();
    for (String name : constraint.columns()) {
      values.add(
          switch (input) {
            case NUMBER -> number(constraint, name);
            case TEXT -> text(constraint, name);
            case ANY, GROUPS, VALUE_GROUPS -> flat(constraint, name);
          });
    }
    Column scope = where;
    if (input != StatisticKind.Input.GROUPS) {
      for (Column value : values) {
        scope = and(scope, value.isNotNull());
      }
    }
    Column counted = scope;
    Probe.Measure measure =
        constraint.statistic() == StatisticKind.DISTINCT_COUNT
            // Deequ's count takes no filter, but leaves out rows without any value.
            ? new Probe.Measure.DistinctCount(
                values.stream().map(v -> counted == null ? v : when(counted, v)).toList())
            : new Probe.Measure.OfColumns(constraint.statistic(), values);
    return probe(constraint, measure, where, scope, constraint.bounds());
  }

  static Column and(@Nullable Column left, Column right) {
    return left == null ? right : left.and(right);
  }

  private static Probe overValues(
      Constraint constraint,
      Column value,
      Probe.Measure measure,
      @Nullable Column where,
      Bounds bounds) {
    return probe(constraint, measure, where, and(where, value.isNotNull()), bounds);
  }

  private static Probe probe(
      Constraint constraint,
      Probe.Measure measure,
      @Nullable Column where,
      @Nullable Column scope,
      Bounds bounds) {
    return new Probe(
        constraint,
        measure,
        where,
        scope,
        measured -> Judgement.within(bounds, constraint.terms(), measured));
  }

  private static Probe.Measure share(Column condition) {
    return new Probe.Measure.Share(condition);
  }

  private Probe.Measure unique(Constraint constraint) throws ConstraintProblem {
    List<Column> values = new ArrayList<>();
    for (String name : constraint.columns()) {
      values.add(flat(constraint, name));
    }
    return new Probe.Measure.Unique(values);
  }

  /** A numeric column as doubles. */
  private Column number(Constraint constraint, String name) throws ConstraintProblem {
    Column column = table.column(name);
    DataType type = table.type(name);
    if (!(type instanceof NumericType)) {
      throw new ConstraintProblem(
          ("column `%s` has type %s, but %s needs a number; cast the column, or use a satisfies"
                  + " constraint")
              .formatted(name, type.simpleString(), constraint.kind()));
    }
    return column.cast(DataTypes.DoubleType);
  }

  /** A column of timestamps or dates, as instants. */
  private Column time(Constraint constraint, String name) throws ConstraintProblem {
    Column column = table.column(name);
    DataType type = table.type(name);
    if (!type.equals(DataTypes.TimestampType)
        && !type.equals(DataTypes.TimestampNTZType)
        && !type.equals(DataTypes.DateType)) {
      throw new ConstraintProblem(
          "column `%s` has type %s, but %s needs a timestamp or a date; cast the column"
              .formatted(name, type.simpleString(), constraint.kind()));
    }
    return column.cast(DataTypes.TimestampType);
  }

  /** A column that is no struct, array or map: Deequ groups by no other. */
  private Column flat(Constraint constraint, String name) throws ConstraintProblem {
    Column column = table.column(name);
    if (isNested(name)) {
      throw new ConstraintProblem(
          "column `%s` has type %s, but %s groups by single values; monitor a view with its fields as columns"
              .formatted(name, table.type(name).simpleString(), constraint.kind()));
    }
    return column;
  }

  private boolean isNested(String name) throws ConstraintProblem {
    DataType type = table.type(name);
    return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
  }

  /** A column of strings. */
  private Column text(Constraint constraint, String name) throws ConstraintProblem {
    Column column = table.column(name);
    DataType type = table.type(name);
    if (!(type instanceof StringType)) {
      throw new ConstraintProblem(
          "column `%s` has type %s, but %s needs a string; use range or a satisfies constraint"
              .formatted(name, type.simpleString(), constraint.kind()));
    }
    return column;
  }

  private static Column inRange(Constraint.Range range, Column value) {
    // Spark holds NaN to be greater than every number, so a lower bound alone would let it pass.
    Column inside = not(isnan(value));
    Double min = range.min();
    Double max = range.max();
    if (min != null) {
      inside = inside.and(value.geq(min));
    }
    return max == null ? inside : inside.and(value.leq(max));
  }

  private Column allowed(Constraint.AllowedValues constraint, Column value)
      throws ConstraintProblem {
    DataType type = table.type(constraint.column());
    List<Object> allowed = new ArrayList<>();
    for (String text : constraint.allowed()) {
      allowed.add(parsed(constraint.column(), text, type));
    }
    return value.isin(allowed.toArray());
  }

  private static Object parsed(String column, String text, DataType type) throws ConstraintProblem {
    try {
      if (type instanceof StringType) {
        return text;
      }
      if (type.equals(DataTypes.DateType)) {
        return LocalDate.parse(text);
      }
      if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
        // A float column must be compared with floats: 0.1 as a double is not 0.1 as a float.
        return type.equals(DataTypes.FloatType)
            ? (Object) Float.valueOf(text)
            : (Object) Double.valueOf(text);
      }
      if (type instanceof NumericType) {
        return new BigDecimal(text);
      }
      if (type.equals(DataTypes.BooleanType)
          && List.of("true", "false").contains(text.toLowerCase(Locale.ROOT))) {
        return Boolean.valueOf(text);
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      throw notOfType(column, text, type, e);
    }
    if (type.equals(DataTypes.BooleanType)) {
      throw notOfType(column, text, type, null);
    }
    throw new ConstraintProblem(
        "column `%s` has type %s, which has no list of allowed values; use a satisfies constraint"
            .formatted(column, type.simpleString()));
  }

  private static ConstraintProblem notOfType(
      String column, String text, DataType type, @Nullable Exception cause) {
    String message =
        "allowed value `%s` is not a value of column `%s`, which has type %s; correct the list"
            .formatted(text, column, type.simpleString());
    return cause == null ? new ConstraintProblem(message) : new ConstraintProblem(message, cause);
  }

  private static Column matches(Constraint.Pattern pattern, Column value) throws ConstraintProblem {
    try {
      java.util.regex.Pattern.compile(pattern.regex());
    } catch (PatternSyntaxException e) {
      throw new ConstraintProblem(
          "the regular expression `%s` for column `%s` is not valid: %s; correct it"
              .formatted(pattern.regex(), pattern.column(), e.getDescription()),
          e);
    }
    return value.rlike(pattern.regex());
  }
}
