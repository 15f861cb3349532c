package io.tidemark.training;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.var_pop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Metrics of regression on all segments together: sums by segment, and ranks of |error| for its
 * quantiles. For the curves of the whole, its errors and its predictions are ranked besides, as
 * segments of their own.
 */
final class RegressionMeasures {
  private static final int ERRORS = -1;
  private static final int PREDICTIONS = -2;
  private static final int PERCENT = 100;
  private static final String VALUE = "value";

  /** Rows of one value, or of one bin of predictions, and how many lie before. */
  private record Cell(int segment, long before, long rows, double value, double label) {}

  private RegressionMeasures() {}

  /**
   * Measures.
   *
   * @param rows segment, label and prediction
   * @param cuts see {@link Ranks}, of |error|, error and prediction
   * @param details whether curves and edges of the whole are asked for
   */
  static Measures of(Dataset<Row> rows, List<Double> cuts, boolean details) {
    Map<Integer, List<Cell>> cells =
        cells(rows, cuts, details).stream().collect(Collectors.groupingBy(Cell::segment));
    Map<Integer, Measures.Measured> segments = new HashMap<>();
    for (Row sums : sums(rows)) {
      int segment = sums.getInt(0);
      segments.put(segment, measured(sums, cells.getOrDefault(segment, List.of())));
    }
    if (!details) {
      return new Measures(segments, null, null, List.of());
    }
    List<Double> edges =
        cells.getOrDefault(Segments.WHOLE, List.of()).stream()
            .map(Cell::value)
            .filter(v -> !v.isNaN())
            .sorted()
            .distinct()
            .toList();
    return new Measures(segments, null, curves(cells), edges);
  }

  private static List<Row> sums(Dataset<Row> rows) {
    return rows.withColumn("e", col(Scored.PREDICTION).minus(col(Scored.LABEL)))
        .groupBy(Segments.ID)
        .agg(
            count(lit(1)),
            avg(expr("e * e")),
            avg(abs(col("e"))),
            var_pop(col(Scored.LABEL)),
            avg(expr("if(label = 0, null, abs(e / label))")),
            count(expr("if(e is null or isnan(e), 1, null)")))
        .collectAsList();
  }

  private static Measures.Measured measured(Row sums, List<Cell> cells) {
    long n = sums.getLong(1);
    Map<Metric, Double> metrics = Measures.undefined(Task.REGRESSION);
    if (sums.getLong(6) == 0) {
      double squared = sums.getDouble(2);
      double variance = sums.getDouble(4);
      metrics.put(Metric.RMSE, Math.sqrt(squared));
      metrics.put(Metric.MAE, sums.getDouble(3));
      metrics.put(Metric.R2, variance > 0 ? 1 - squared / variance : Double.NaN);
      metrics.put(Metric.MAPE, sums.isNullAt(5) ? Double.NaN : sums.getDouble(5));
      metrics.put(Metric.MEDIAN_ABSOLUTE_ERROR, quantile(cells, n, 0.5));
      metrics.put(Metric.P90_ABSOLUTE_ERROR, quantile(cells, n, 0.9));
    }
    return new Measures.Measured(n, Double.NaN, metrics);
  }

  /** Linear between the two values nearest to (n - 1) q in order; NumPy's default. */
  private static double quantile(List<Cell> cells, long n, double q) {
    double position = (n - 1) * q;
    long rank = (long) Math.floor(position);
    double low = at(cells, rank);
    return position == rank ? low : low + (at(cells, rank + 1) - low) * (position - rank);
  }

  private static double at(List<Cell> cells, long rank) {
    return cells.stream()
        .filter(c -> c.before() <= rank && rank < c.before() + c.rows())
        .mapToDouble(Cell::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static List<Cell> cells(Dataset<Row> rows, List<Double> cuts, boolean details) {
    Dataset<Row> values =
        rows.selectExpr(Segments.ID, "abs(prediction - label) as " + VALUE, "label");
    if (details) {
      Dataset<Row> whole = rows.where(col(Segments.ID).equalTo(Segments.WHOLE));
      values =
          values
              .unionAll(
                  whole.selectExpr(
                      ERRORS + " as " + Segments.ID, "prediction - label as " + VALUE, "label"))
              .unionAll(
                  whole.selectExpr(
                      PREDICTIONS + " as " + Segments.ID, "prediction as " + VALUE, "label"));
    }
    Dataset<Row> counted =
        values
            .groupBy(col(Segments.ID), col(VALUE))
            .agg(count(lit(1)).as("n"), sum("label").as("labels"));
    return Ranks.of(counted, VALUE, List.of("n"), cuts)
        .where(wanted(details))
        .groupBy(
            col(Segments.ID),
            expr("if(segment = %d, null, value)".formatted(PREDICTIONS)),
            expr(
                "if(segment = %d, (2 * n_before + n - 1) * %d div (2 * n_total), null)"
                    .formatted(PREDICTIONS, Measures.CALIBRATION_BINS)))
        .agg(
            expr("min(n_before)"),
            sum("n"),
            expr("coalesce(sum(value * n) / sum(n), double('nan'))"),
            expr("sum(labels) / sum(n)"))
        .collectAsList()
        .stream()
        .map(RegressionMeasures::cell)
        .toList();
  }

  private static Cell cell(Row row) {
    double mean = row.getDouble(5);
    return new Cell(
        row.getInt(0),
        row.getLong(3),
        row.getLong(4),
        row.isNullAt(1) ? mean : row.getDouble(1),
        row.getDouble(6));
  }

  /** The values that a quantile or the edge of a bin falls on, and all predictions. */
  private static String wanted(boolean details) {
    String quantiles = covers("(n_total - 1) div 2") + " or " + covers("n_total div 2");
    // Both neighbours of (n - 1) * 0.9, whichever way floating point falls.
    for (int i = -1; i <= 2; i++) {
      quantiles += " or " + covers("(n_total - 1) * 9 div 10 + " + i);
    }
    String values = "segment >= 0 and (" + quantiles + ")";
    return details
        ? "%s or segment = %d or segment = %d and %s or segment = %d and %s"
            .formatted(
                values,
                PREDICTIONS,
                ERRORS,
                coversAny(PERCENT),
                Segments.WHOLE,
                coversAny(Measures.FINE_BINS))
        : values;
  }

  private static String covers(String rank) {
    return "(n_before <= %1$s and %1$s < n_before + n)".formatted(rank);
  }

  /** Whether the value is that of some rank floor((n_total - 1) k / parts), k from 0 to parts. */
  private static String coversAny(int parts) {
    // The smallest such k is ceil(parts * n_before / (n_total - 1)).
    return ("(n_total = 1 or"
            + " ((%1$d * n_before + n_total - 2) div greatest(1, n_total - 1)) * (n_total - 1)"
            + " < %1$d * (n_before + n))")
        .formatted(parts);
  }

  private static Curves curves(Map<Integer, List<Cell>> cells) {
    List<Curves.CalibrationBin> calibration =
        cells.getOrDefault(PREDICTIONS, List.of()).stream()
            .sorted(Comparator.comparingLong(Cell::before))
            .map(c -> new Curves.CalibrationBin(c.rows(), c.value(), c.label()))
            .toList();
    List<Cell> errors = cells.getOrDefault(ERRORS, List.of());
    long n = errors.stream().mapToLong(c -> c.before() + c.rows()).max().orElse(0);
    List<Curves.Point> quantiles = new ArrayList<>();
    for (int k = 0; k <= PERCENT && n > 0; k++) {
      quantiles.add(new Curves.Point((double) k / PERCENT, at(errors, (n - 1) * k / PERCENT)));
    }
    return new Curves(List.of(), List.of(), calibration, quantiles);
  }
}
