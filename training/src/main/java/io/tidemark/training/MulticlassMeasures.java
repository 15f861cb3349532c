package io.tidemark.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Metrics of classifiers of several classes on all segments together. */
final class MulticlassMeasures {
  /** Classes up to which the confusion matrix is given. */
  static final int CONFUSION_CLASSES = 100;

  private MulticlassMeasures() {}

  /**
   * Measures.
   *
   * @param rows segment, label, prediction, and both score and Brier score or neither
   * @param details whether the confusion matrix of the whole is asked for
   */
  static Measures of(Dataset<Row> rows, boolean details) {
    Map<Integer, Measures.Measured> segments = new HashMap<>();
    for (Row row : losses(rows)) {
      Map<Metric, Double> metrics = Measures.undefined(Task.MULTICLASS);
      if (row.getLong(4) == 0) {
        metrics.put(Metric.LOG_LOSS, row.getDouble(2));
        metrics.put(Metric.BRIER, row.getDouble(3));
      }
      segments.put(row.getInt(0), new Measures.Measured(row.getLong(1), Double.NaN, metrics));
    }
    Map<Object, Map<Metric, Double>> classes = ClassMetrics.by(rows, Segments.ID);
    segments.forEach((segment, of) -> of.metrics().putAll(classes.getOrDefault(segment, Map.of())));
    return new Measures(segments, details ? confusion(rows) : null, null, List.of());
  }

  private static List<Row> losses(Dataset<Row> rows) {
    return rows.groupBy(Segments.ID)
        .agg(
            count(lit(1)),
            avg(expr(loss())),
            avg(col(Scored.BRIER)),
            count(expr("if(score is null or isnan(score) or brier is null, 1, null)")))
        .collectAsList();
  }

  /** Log-loss of a row. */
  static String loss() {
    return "-ln(greatest(%1$sD, least(1 - %1$sD, score)))"
        .formatted(Double.toString(Measures.CLIP));
  }

  private static @Nullable Confusion confusion(Dataset<Row> rows) {
    int most = CONFUSION_CLASSES * CONFUSION_CLASSES;
    List<Row> cells =
        rows.where(col(Segments.ID).equalTo(Segments.WHOLE))
            .groupBy(Scored.LABEL, Scored.PREDICTION)
            .agg(count(lit(1)))
            .limit(most + 1)
            .collectAsList();
    TreeSet<String> names = new TreeSet<>();
    cells.forEach(
        cell -> {
          names.add(cell.getString(0));
          names.add(cell.getString(1));
        });
    if (names.size() > CONFUSION_CLASSES) {
      return null;
    }
    List<String> classes = List.copyOf(names);
    List<List<Long>> counts = new ArrayList<>();
    for (String label : classes) {
      List<Long> line = new ArrayList<>();
      for (String prediction : classes) {
        line.add(
            cells.stream()
                .filter(c -> c.getString(0).equals(label) && c.getString(1).equals(prediction))
                .mapToLong(c -> c.getLong(2))
                .sum());
      }
      counts.add(line);
    }
    return new Confusion(classes, counts);
  }
}
