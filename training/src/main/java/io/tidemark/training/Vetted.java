package io.tidemark.training;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scored rows that have been looked through once.
 *
 * @param rows how many there are
 * @param cuts how to cut what is ranked, see {@link Ranks}
 */
record Vetted(long rows, List<Double> cuts) {

  /**
   * Looks through scored rows, in one job.
   *
   * @param label the label's expression, for messages
   * @throws TrainingException if labels or predictions are not what the task needs
   */
  static Vetted of(Dataset<Row> scored, Task task, String label) {
    Column error = col(Scored.PREDICTION).minus(col(Scored.LABEL));
    List<Column> ranked =
        switch (task) {
          case BINARY -> List.of(col(Scored.SCORE));
          case MULTICLASS -> List.of();
          case REGRESSION -> List.of(abs(error), error, col(Scored.PREDICTION));
        };
    List<Column> sums = new ArrayList<>();
    sums.add(count(expr("if(" + wrong(task, Scored.LABEL) + ", 1, null)")));
    sums.add(count(expr("if(" + wrong(task, Scored.PREDICTION) + ", 1, null)")));
    ranked.forEach(value -> sums.add(Ranks.cuts(value)));
    Row row = scored.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    check("label `" + label + "`", task, row.getLong(0), row.getLong(1));
    if (task == Task.BINARY) {
      check("the prediction", task, row.getLong(0), row.getLong(2));
    }
    List<List<Double>> cuts = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      cuts.add(row.isNullAt(3 + i) ? List.of() : row.getList(3 + i));
    }
    return new Vetted(row.getLong(0), Ranks.merged(cuts));
  }

  private static String wrong(Task task, String column) {
    return switch (task) {
      case BINARY -> column + " not in (0D, 1D)";
      case MULTICLASS -> "false";
      case REGRESSION -> "isnan(%1$s) or abs(%1$s) = double('infinity')".formatted(column);
    };
  }

  /** Fails if something is wrong on any row. */
  static void check(String subject, Task task, long rows, long wrong) {
    if (wrong > 0) {
      throw new TrainingException(
          task == Task.BINARY
              ? "%s is neither 0 nor 1 on %d of %d rows; write it as a condition"
                  .formatted(subject, wrong, rows)
              : "%s is NaN or infinite on %d of %d rows; make it null there, or correct it"
                  .formatted(subject, wrong, rows));
    }
  }
}
