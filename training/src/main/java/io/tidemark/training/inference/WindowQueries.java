package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.asc_nulls_last;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tidemark.training.estimation.ScoreBins;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The queries over the rows of all windows at once: a handful, however many windows there are. */
final class WindowQueries {
  /** The window of a row. */
  static final String WINDOW = "tidemark_window";

  private static final int PLACE = 3;
  private static final Column LABEL = col(LogColumns.LABEL);
  private static final Column SCORE = col(LogColumns.SCORE);
  private static final Column PREDICTION = col(LogColumns.PREDICTION);

  private final Dataset<Row> rows;

  WindowQueries(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** Counts and sums, one row for each window; the order is that of {@link Sums}. */
  List<Row> sums() {
    Column known = LABEL.isNotNull().and(PREDICTION.isNotNull());
    Column scored = known.and(SCORE.isNotNull());
    Column positive = LABEL.equalTo(1);
    Column chosen = PREDICTION.equalTo(1);
    Column error = PREDICTION.minus(LABEL);
    Column p = ScoreBins.clipped(SCORE);
    Column loss = when(positive, log(p)).otherwise(log(lit(1).minus(p))).multiply(-1);
    return rows.groupBy(WINDOW)
        .agg(
            count(lit(1)),
            number(col(LogColumns.ERROR)),
            number(PREDICTION.isNull()),
            number(col(LogColumns.MISSING_SCORE)),
            number(col(LogColumns.INVALID_SCORE)),
            number(LABEL.isNotNull()),
            number(not(LABEL.isin(0.0, 1.0))),
            number(not(PREDICTION.isin(0.0, 1.0))),
            number(known),
            number(scored),
            number(known.and(positive)),
            number(known.and(chosen)),
            number(known.and(positive).and(chosen)),
            sum(when(scored, loss)),
            sum(when(scored, SCORE.minus(LABEL).multiply(SCORE.minus(LABEL)))),
            sum(when(known, error.multiply(error))),
            sum(when(known, abs(error))))
        .collectAsList();
  }

  private static Column number(Column condition) {
    return count(when(condition, 1));
  }

  /** Window, values, and the percentiles 50, 95 and 99 of the latency. */
  List<Row> latencies() {
    String of = LogColumns.LATENCY;
    WindowSpec inOrder = Window.partitionBy(WINDOW).orderBy(of);
    Column reached = col("reached").multiply(100);
    return rows.where(col(of).isNotNull())
        .groupBy(WINDOW, of)
        .agg(count(lit(1)).as("n"))
        .withColumn("reached", sum("n").over(inOrder))
        .withColumn("all", sum("n").over(Window.partitionBy(WINDOW)))
        .groupBy(WINDOW)
        .agg(
            sum("n"),
            min(when(reached.geq(col("all").multiply(50)), col(of))),
            min(when(reached.geq(col("all").multiply(95)), col(of))),
            min(when(reached.geq(col("all").multiply(99)), col(of))))
        .collectAsList();
  }

  /** Window, version and rows of the most frequent versions of each window. */
  List<Row> versions() {
    WindowSpec frequent =
        Window.partitionBy(WINDOW).orderBy(desc("n"), asc_nulls_last(LogColumns.VERSION));
    return rows
        .groupBy(WINDOW, LogColumns.VERSION)
        .agg(count(lit(1)).as("n"))
        .withColumn("place", row_number().over(frequent))
        .where(col("place").leq(InferenceLog.MOST_VERSIONS))
        .collectAsList()
        .stream()
        .sorted(Comparator.comparingInt(row -> row.getInt(PLACE)))
        .toList();
  }

  /**
   * Window and area under the ROC curve of the labelled rows with a score. Exact: every distinct
   * score is a threshold, pairs of equal scores count one half. Null where there is only one class.
   */
  List<Row> areas() {
    String of = LogColumns.SCORE;
    WindowSpec inOrder = Window.partitionBy(WINDOW).orderBy(of);
    return rows.where(LABEL.isNotNull().and(PREDICTION.isNotNull()).and(SCORE.isNotNull()))
        .groupBy(WINDOW, of)
        .agg(sum(LABEL).as("positives"), sum(lit(1).minus(LABEL)).as("negatives"))
        .withColumn("below", sum("negatives").over(inOrder).minus(col("negatives").divide(2)))
        .groupBy(WINDOW)
        .agg(
            sum(col("positives").multiply(col("below")))
                .divide(sum("positives").multiply(sum("negatives"))))
        .collectAsList();
  }

  /** Cells of scores: window, labelled, and the parts of a {@code ScoreCell}. */
  List<Row> cells() {
    Column p = ScoreBins.clipped(SCORE);
    return rows
        .where(PREDICTION.isNotNull().and(SCORE.isNotNull()))
        .groupBy(
            col(WINDOW),
            LABEL.isNotNull().as("labelled"),
            ScoreBins.of(SCORE).as("bin"),
            PREDICTION.equalTo(1).as("chosen"))
        .agg(
            count(lit(1)),
            number(LABEL.equalTo(1)),
            sum(SCORE),
            sum(SCORE.multiply(SCORE)),
            sum(log(p)),
            sum(log(lit(1).minus(p))))
        .collectAsList()
        .stream()
        // A sort in Spark would cost a job more.
        .sorted(
            Comparator.comparingInt((Row row) -> row.getInt(2))
                .thenComparing(row -> row.getBoolean(3)))
        .toList();
  }
}
