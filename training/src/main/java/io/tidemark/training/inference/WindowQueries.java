package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.asc_nulls_last;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tidemark.training.ClassMetrics;
import io.tidemark.training.Metric;
import io.tidemark.training.estimation.ScoreBins;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    Column scored = known.and(col(LogColumns.LOSS).isNotNull());
    Column positive = LABEL.equalTo(1);
    Column chosen = PREDICTION.equalTo(1);
    Column error = PREDICTION.minus(LABEL);
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
            sum(when(scored, col(LogColumns.LOSS))),
            sum(when(scored, col(LogColumns.BRIER))),
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

  /** Cells of scores: window, labelled, an empty text, and the parts of a {@code ScoreCell}. */
  List<Row> cells() {
    return inOrder(
        cells(
            rows.where(PREDICTION.isNotNull().and(SCORE.isNotNull())),
            lit(""),
            SCORE,
            PREDICTION.equalTo(1),
            LABEL.equalTo(1)));
  }

  /**
   * Cells of the probabilities of each class, each a question of this class against all others:
   * window, labelled, class, and the parts of a {@code ScoreCell}.
   *
   * @param most how many cells there may be at most; more are left out, but for one, by which the
   *     caller can tell
   */
  List<Row> classCells(int most) {
    Column of = col("class");
    Dataset<Row> each =
        rows.where(PREDICTION.isNotNull().and(col(LogColumns.PROBABILITIES).isNotNull()))
            .select(
                col(WINDOW),
                LABEL,
                col(LogColumns.LABEL_CLASS),
                col(LogColumns.PREDICTED_CLASS),
                explode(col(LogColumns.PROBABILITIES)).as(new String[] {"class", "probability"}));
    return inOrder(
        cells(
                each,
                of,
                col("probability"),
                of.equalTo(col(LogColumns.PREDICTED_CLASS)),
                of.equalTo(col(LogColumns.LABEL_CLASS)))
            .limit(most + 1));
  }

  private static Dataset<Row> cells(
      Dataset<Row> rows, Column of, Column score, Column chosen, Column positive) {
    Column p = ScoreBins.clipped(score);
    return rows.groupBy(
            col(WINDOW),
            LABEL.isNotNull().as("labelled"),
            of.as("class"),
            ScoreBins.of(score).as("bin"),
            chosen.as("chosen"))
        .agg(
            count(lit(1)),
            number(positive),
            sum(score),
            sum(score.multiply(score)),
            sum(log(p)),
            sum(log(lit(1).minus(p))));
  }

  /** A sort in Spark would cost a job more. */
  private static List<Row> inOrder(Dataset<Row> cells) {
    return cells.collectAsList().stream()
        .sorted(
            Comparator.comparing((Row row) -> row.getString(2))
                .thenComparing(row -> row.getInt(3))
                .thenComparing(row -> row.getBoolean(4)))
        .toList();
  }

  /** Metrics of the predicted classes by window; of several classes only. */
  Map<Object, Map<Metric, Double>> classes() {
    return ClassMetrics.by(
        rows.where(LABEL.isNotNull().and(PREDICTION.isNotNull()))
            .select(
                col(WINDOW),
                col(LogColumns.LABEL_CLASS).as(ClassMetrics.LABEL),
                col(LogColumns.PREDICTED_CLASS).as(ClassMetrics.PREDICTION)),
        WINDOW);
  }
}
