package io.tidemark.checks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Plans the constraints that look at a second table. */
final class CrossTablePlanner {
  private static final int DIFFERENCES_SHOWN = 5;

  private final Table table;
  private final Surroundings surroundings;

  CrossTablePlanner(Table table, Surroundings surroundings) {
    this.table = table;
    this.surroundings = surroundings;
  }

  Probe plan(CrossTable constraint, @Nullable Column where) throws ConstraintProblem {
    Surroundings.Other opened = surroundings.open(constraint.other());
    String filter = constraint.other().where();
    Dataset<Row> all = opened.rows();
    Dataset<Row> rows =
        filter == null ? all : all.filter(new Table(all).condition("`other_where` filter", filter));
    Surroundings.Other other = new Surroundings.Other(opened.label(), rows);
    if (constraint instanceof ForeignKey key) {
      return foreignKey(key, other, where);
    }
    if (constraint instanceof RowCountMatch match) {
      return elsewhere(match, () -> rowCounts(match, other, where));
    }
    if (constraint instanceof SchemaMatch match) {
      return elsewhere(match, () -> new Measurement.Measured(schemas(match, other), null));
    }
    if (constraint instanceof DatasetMatch match) {
      List<Column> here = new ArrayList<>();
      List<Column> there = new ArrayList<>();
      columns(match, other, here, there);
      return elsewhere(match, () -> datasets(match, other, where, here, there));
    }
    throw new IllegalStateException("no plan for constraints of kind " + constraint.kind());
  }

  private Probe elsewhere(CrossTable constraint, Callable<Measurement> work) {
    return new Probe(
        constraint,
        new Probe.Measure.Elsewhere(work),
        null,
        null,
        measured -> {
          throw new IllegalStateException("judged where it is measured");
        });
  }

  private Probe foreignKey(ForeignKey key, Surroundings.Other other, @Nullable Column where)
      throws ConstraintProblem {
    Table there = new Table(other.rows());
    List<Column> values = new ArrayList<>();
    List<Column> keys = new ArrayList<>();
    Column scope = where;
    Column present = lit(true);
    for (int i = 0; i < key.columns().size(); i++) {
      String name = key.columns().get(i);
      String otherName = key.otherColumns().get(i);
      Column value = table.column(name);
      Column found = in(other, () -> there.column(otherName));
      requireComparable(name, table.type(name), other, otherName, there.type(otherName));
      values.add(value);
      keys.add(found);
      scope = Planner.and(scope, value.isNotNull());
      present = present.and(found.isNotNull());
    }
    Dataset<Row> distinct =
        other.rows().filter(present).select(keys.toArray(Column[]::new)).distinct();
    return new Probe(
        key,
        new Probe.Measure.Found(values, distinct),
        where,
        scope,
        share -> Judgement.within(Bounds.least(key.minShare()), key.terms(), share, other.label()));
  }

  private static void requireComparable(
      String name, DataType type, Surroundings.Other other, String otherName, DataType otherType)
      throws ConstraintProblem {
    boolean numbers = type instanceof NumericType && otherType instanceof NumericType;
    if (!numbers && !type.equals(otherType)) {
      throw new ConstraintProblem(
          "column `%s` has type %s, but `%s` of %s has type %s; name columns of one type, or cast one in a view"
              .formatted(
                  name, type.simpleString(), otherName, other.label(), otherType.simpleString()));
    }
  }

  private Measurement rowCounts(
      RowCountMatch match, Surroundings.Other other, @Nullable Column where) {
    long here = table.rows(where).count();
    long there = other.rows().count();
    if (there == 0) {
      return new Measurement.Broken(
          new IllegalStateException(other.label() + " has no rows to compare with"));
    }
    String detail = "%,d rows, %s has %,d".formatted(here, other.label(), there);
    return new Measurement.Measured(
        Judgement.within(match.bounds(), match.terms(), (double) here / there, detail), null);
  }

  private Judgement schemas(SchemaMatch match, Surroundings.Other other) {
    Map<String, DataType> here = types(table.rows(null));
    Map<String, DataType> there = types(other.rows());
    List<String> differences = new ArrayList<>();
    here.forEach(
        (name, type) -> {
          DataType otherType = there.get(name);
          if (otherType == null) {
            differences.add("`" + name + "` is not in " + other.label());
          } else if (!type.asNullable().equals(otherType.asNullable())) {
            differences.add(
                "`%s` is %s, there %s"
                    .formatted(name, type.simpleString(), otherType.simpleString()));
          }
        });
    there.keySet().stream()
        .filter(name -> !here.containsKey(name))
        .forEach(name -> differences.add("`" + name + "` is only in " + other.label()));
    String shown =
        differences.stream().limit(DIFFERENCES_SHOWN).collect(Collectors.joining(", "))
            + (differences.size() > DIFFERENCES_SHOWN ? ", …" : "");
    return Judgement.within(
        new Bounds(null, 0.0),
        match.terms(),
        differences.size(),
        differences.isEmpty() ? other.label() : shown);
  }

  private static Map<String, DataType> types(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .collect(
            Collectors.toMap(StructField::name, StructField::dataType, (a, b) -> a, TreeMap::new));
  }

  private void columns(
      DatasetMatch match, Surroundings.Other other, List<Column> here, List<Column> there)
      throws ConstraintProblem {
    Table second = new Table(other.rows());
    List<String> compared = match.compared();
    List<String> names = compared == null ? List.of(table.rows(null).columns()) : compared;
    for (String name : names) {
      here.add(table.column(name));
      there.add(in(other, () -> second.column(name)));
      requireComparable(name, table.type(name), other, name, second.type(name));
    }
    table.groupable(here, "dataset match of " + String.join(", ", names));
  }

  private Measurement datasets(
      DatasetMatch match,
      Surroundings.Other other,
      @Nullable Column where,
      List<Column> here,
      List<Column> there) {
    String[] names = Names.numbered("c", here.size());
    Dataset<Row> both =
        counted(table.rows(where), here, names, 1, 0)
            .unionByName(counted(other.rows(), there, names, 0, 1));
    Row sums =
        both.groupBy(Arrays.stream(names).map(n -> col(n)).toArray(Column[]::new))
            .agg(sum("here").as("here"), sum("there").as("there"))
            .agg(sum(least(col("here"), col("there"))), sum("here"), sum("there"))
            .first();
    if (sums.isNullAt(0)) {
      return new Measurement.Empty(0);
    }
    long matched = sums.getLong(0);
    long rowsHere = sums.getLong(1);
    long rowsThere = sums.getLong(2);
    String detail =
        "%,d rows match; %,d only here, %,d only in %s"
            .formatted(matched, rowsHere - matched, rowsThere - matched, other.label());
    double share = (double) matched / Math.max(rowsHere, rowsThere);
    return new Measurement.Measured(
        Judgement.within(Bounds.least(match.minShare()), match.terms(), share, detail), null);
  }

  private static Dataset<Row> counted(
      Dataset<Row> rows, List<Column> columns, String[] names, long here, long there) {
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      all.add(columns.get(i).as(names[i]));
    }
    all.add(lit(here).as("here"));
    all.add(lit(there).as("there"));
    return rows.select(all.toArray(Column[]::new));
  }

  private interface Lookup {
    Column get() throws ConstraintProblem;
  }

  /** A column of the other table; a problem with it names that table. */
  private static Column in(Surroundings.Other other, Lookup lookup) throws ConstraintProblem {
    try {
      return lookup.get();
    } catch (ConstraintProblem problem) {
      throw new ConstraintProblem("in " + other.label() + ": " + problem.text(), problem);
    }
  }
}
