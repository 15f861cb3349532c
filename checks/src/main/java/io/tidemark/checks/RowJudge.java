package io.tidemark.checks;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every row which constraints it fails, all in one pass, by the very expressions that the
 * suite is measured with. Rows that a constraint does not speak of, because of its {@code where} or
 * a null, do not fail it. Constraints that speak of all rows together (a mean, a number of rows)
 * judge no row.
 */
public final class RowJudge {
  /** Type of the column that {@link #judged} adds. */
  public static final String FAILURES_TYPE = "array<struct<constraint:string,reason:string>>";

  private static final int LONGEST_VALUE = 200;

  private final String[] columns;
  private final Dataset<Row> rows;
  private final List<String> ids;
  private final Column failures;

  private RowJudge(String[] columns, Dataset<Row> rows, List<String> ids, Column failures) {
    this.columns = columns;
    this.rows = rows;
    this.ids = ids;
    this.failures = failures;
  }

  /**
   * A judge of the rows of a table.
   *
   * @param surroundings what constraints may look at besides the rows
   * @param least constraints of a lesser severity judge no row
   * @param except ids of constraints that judge no row, because they could not be evaluated
   * @throws IllegalArgumentException if another one cannot be evaluated either, with the reason
   */
  public static RowJudge of(
      Suite suite,
      Dataset<Row> rows,
      Surroundings surroundings,
      Severity least,
      Set<String> except) {
    Table table = new Table(rows);
    Planner planner = new Planner(table, surroundings);
    Dataset<Row> marked = rows;
    List<String> ids = new ArrayList<>();
    List<Column> failures = new ArrayList<>();
    for (Constraint constraint : suite.constraints()) {
      boolean severe = constraint.severity() == Severity.ERROR || least == Severity.WARN;
      if (constraint.rowRule() == null || !severe || except.contains(constraint.id())) {
        continue;
      }
      try {
        Probe probe = planner.plan(constraint);
        if (probe.reading().of(0).outcome() == Judgement.Outcome.HOLDS) {
          // A share of 0 asks nothing of any row.
          continue;
        }
        String mark = "__found" + ids.size() + "_";
        if (probe.measure() instanceof Probe.Measure.Found found) {
          marked = ForeignKeys.marked(marked, found, mark);
        }
        failures.add(failure(probe, table, mark));
        ids.add(constraint.id());
      } catch (ConstraintProblem problem) {
        throw new IllegalArgumentException(
            "constraint `" + constraint.id() + "`: " + problem.text(), problem);
      }
    }
    Column all = array_compact(array(failures.toArray(Column[]::new))).cast(FAILURES_TYPE);
    return new RowJudge(rows.columns(), marked, List.copyOf(ids), all);
  }

  /** Ids of the constraints that judge rows, in the order of the suite. */
  public List<String> constraintIds() {
    return ids;
  }

  /**
   * The rows with one more column, of type {@link #FAILURES_TYPE}: for each constraint that a row
   * fails its id and the reason with the row's values; empty for a row that fails none.
   */
  public Dataset<Row> judged(String column) {
    List<Column> all = new ArrayList<>();
    for (String name : columns) {
      all.add(Table.quoted(name));
    }
    all.add(failures.as(column));
    return rows.select(all.toArray(Column[]::new));
  }

  /** Null for a row that does not fail. */
  private static Column failure(Probe probe, Table table, String mark) throws ConstraintProblem {
    Constraint constraint = probe.constraint();
    Column failed = struct(lit(constraint.id()), reason(constraint, table));
    return when(fails(probe, mark), failed);
  }

  private static Column fails(Probe probe, String mark) {
    Column where = probe.where() == null ? lit(true) : probe.where();
    Column scope = probe.scope() == null ? lit(true) : probe.scope();
    Probe.Measure measure = probe.measure();
    if (measure instanceof Probe.Measure.Present present) {
      return where.and(present.value().isNull());
    }
    if (measure instanceof Probe.Measure.Share share) {
      return scope.and(not(coalesce(share.condition(), lit(false))));
    }
    if (measure instanceof Probe.Measure.Found) {
      return scope.and(col(mark).isNull());
    }
    if (measure instanceof Probe.Measure.Unique unique) {
      Column any = lit(false);
      for (Column value : unique.values()) {
        any = any.or(value.isNotNull());
      }
      Column same =
          sum(when(where, 1).otherwise(0))
              .over(Window.partitionBy(unique.values().toArray(Column[]::new)));
      return where.and(any).and(same.gt(1));
    }
    throw new IllegalStateException("no single row fails " + measure);
  }

  /** For example {@code `delay` is 5000, expected in [-120, 1800]}. */
  private static Column reason(Constraint constraint, Table table) throws ConstraintProblem {
    List<Column> parts = new ArrayList<>();
    for (String name : constraint.columns()) {
      parts.add(lit((parts.isEmpty() ? "" : " and ") + "`" + name + "` is "));
      parts.add(text(table.column(name)));
    }
    @Nullable String rule = constraint.rowRule();
    parts.add(lit(parts.isEmpty() ? "not true: " + rule : ", expected " + rule));
    return concat(parts.toArray(Column[]::new));
  }

  private static Column text(Column value) {
    return coalesce(substring(value.cast(DataTypes.StringType), 1, LONGEST_VALUE), lit("null"));
  }
}
