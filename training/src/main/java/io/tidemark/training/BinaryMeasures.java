package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of binary classifiers on all segments together. Rows become one row for each distinct
 * score, these get their exact ranks, and those become a bounded number of cells for the driver:
 * ten for each segment, and some hundred more for the curves of the whole.
 */
final class BinaryMeasures {
  private static final int ARC = 99;

  /** Sums over the rows of a cell, and where on the curves it begins. */
  private record Cell(
      int segment,
      int bin,
      @Nullable Long arc,
      @Nullable Long fine,
      long rows,
      long positives,
      long chosen,
      long hits,
      long missing,
      double area,
      double precision,
      double loss,
      double brier,
      double score,
      double from,
      long before,
      long positivesBefore) {}

  private BinaryMeasures() {}

  /**
   * Measures.
   *
   * @param rows segment, label, prediction and score; labels and predictions 0.0 or 1.0
   * @param cuts see {@link Ranks}
   * @param details whether curves, confusion and edges of the whole are asked for
   */
  static Measures of(Dataset<Row> rows, List<Double> cuts, boolean details) {
    List<Cell> cells = cells(ranked(rows, cuts), details);
    Map<Integer, Measures.Measured> segments = new HashMap<>();
    cells.stream()
        .collect(Collectors.groupingBy(Cell::segment))
        .forEach((segment, of) -> segments.put(segment, measured(of)));
    if (!details) {
      return new Measures(segments, null, null, List.of());
    }
    List<Cell> whole = cells.stream().filter(c -> c.segment() == Segments.WHOLE).toList();
    return new Measures(segments, confusion(whole), curves(whole), edges(whole));
  }

  private static Dataset<Row> ranked(Dataset<Row> rows, List<Double> cuts) {
    Dataset<Row> counted =
        rows.selectExpr(
                Segments.ID,
                Scored.SCORE,
                "cast(label as long) label",
                "cast(prediction as long) prediction")
            .groupBy(Segments.ID, Scored.SCORE)
            .agg(
                count(lit(1)).as("n"),
                sum("label").as("p"),
                sum("prediction").as("chosen"),
                sum(expr("label * prediction")).as("hits"));
    return Ranks.of(counted, Scored.SCORE, List.of("n", "p"), cuts);
  }

  private static List<Cell> cells(Dataset<Row> ranked, boolean details) {
    String whole = details ? Segments.ID + " = " + Segments.WHOLE : "false";
    String bins = Integer.toString(Measures.CALIBRATION_BINS);
    String clipped =
        "greatest(%1$sD, least(1 - %1$sD, score))".formatted(Double.toString(Measures.CLIP));
    Dataset<Row> cells =
        ranked
            .withColumn(
                "bin", expr("cast((2 * n_before + n - 1) * " + bins + " div (2 * n_total) as int)"))
            .withColumn(
                "arc",
                expr(
                    "if(%s and p_total > 0 and p_total < n_total, floor(%d * ((p_total - p_before) / p_total"
                            .formatted(whole, ARC)
                        + " + (n_total - p_total - n_before + p_before) / (n_total - p_total))), null)"))
            .withColumn(
                "fine",
                expr(
                    "if(%s, n_before * %d div n_total, null)".formatted(whole, Measures.FINE_BINS)))
            .groupBy(col(Segments.ID), col("bin"), col("arc"), col("fine"))
            .agg(
                sum("n"),
                sum("p"),
                sum("chosen"),
                sum("hits"),
                sum(expr("if(score is null or isnan(score), n, 0L)")),
                sum(expr("p * (n_before - p_before + (n - p) / 2D)")),
                sum(expr("p * ((p_total - p_before) / (n_total - n_before))")),
                sum(expr("-p * ln(%1$s) - (n - p) * ln(1 - %1$s)".formatted(clipped))),
                sum(expr("p * (1 - score) * (1 - score) + (n - p) * score * score")),
                sum(expr("n * score")),
                expr("min(struct(n_before, score, p_before))"));
    return cells.collectAsList().stream().map(BinaryMeasures::cell).toList();
  }

  private static Cell cell(Row row) {
    Row start = row.getStruct(14);
    return new Cell(
        row.getInt(0),
        row.getInt(1),
        row.isNullAt(2) ? null : row.getLong(2),
        row.isNullAt(3) ? null : row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        Measures.number(row, 9),
        Measures.number(row, 10),
        Measures.number(row, 11),
        Measures.number(row, 12),
        Measures.number(row, 13),
        start.isNullAt(1) ? Double.NaN : start.getDouble(1),
        start.getLong(0),
        start.getLong(2));
  }

  private static Measures.Measured measured(List<Cell> cells) {
    long n = cells.stream().mapToLong(Cell::rows).sum();
    long positives = cells.stream().mapToLong(Cell::positives).sum();
    long chosen = cells.stream().mapToLong(Cell::chosen).sum();
    double hits = cells.stream().mapToLong(Cell::hits).sum();
    Map<Metric, Double> metrics = Measures.undefined(Task.BINARY);
    metrics.put(Metric.F1, 2 * hits / (positives + chosen));
    metrics.put(Metric.PRECISION, hits / chosen);
    metrics.put(Metric.RECALL, hits / positives);
    metrics.put(Metric.ACCURACY, (n - positives - chosen + 2 * hits) / n);
    if (cells.stream().mapToLong(Cell::missing).sum() == 0) {
      double pairs = (double) positives * (n - positives);
      metrics.put(Metric.AUC, cells.stream().mapToDouble(Cell::area).sum() / pairs);
      metrics.put(Metric.PR_AUC, cells.stream().mapToDouble(Cell::precision).sum() / positives);
      metrics.put(Metric.LOG_LOSS, cells.stream().mapToDouble(Cell::loss).sum() / n);
      metrics.put(Metric.BRIER, cells.stream().mapToDouble(Cell::brier).sum() / n);
      metrics.put(
          Metric.CALIBRATION_ERROR,
          calibration(cells).stream()
                  .mapToDouble(b -> b.rows() * Math.abs(b.observed() - b.predicted()))
                  .sum()
              / n);
    }
    return new Measures.Measured(n, (double) positives / n, metrics);
  }

  private static List<Curves.CalibrationBin> calibration(List<Cell> cells) {
    return cells.stream()
        .collect(Collectors.groupingBy(Cell::bin, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(
            bin -> {
              double rows = bin.stream().mapToLong(Cell::rows).sum();
              return new Curves.CalibrationBin(
                  (long) rows,
                  bin.stream().mapToDouble(Cell::score).sum() / rows,
                  bin.stream().mapToLong(Cell::positives).sum() / rows);
            })
        .toList();
  }

  private static Confusion confusion(List<Cell> whole) {
    long n = whole.stream().mapToLong(Cell::rows).sum();
    long positives = whole.stream().mapToLong(Cell::positives).sum();
    long chosen = whole.stream().mapToLong(Cell::chosen).sum();
    long hits = whole.stream().mapToLong(Cell::hits).sum();
    return new Confusion(
        List.of("0", "1"),
        List.of(
            List.of(n - positives - chosen + hits, chosen - hits),
            List.of(positives - hits, hits)));
  }

  private static Curves curves(List<Cell> whole) {
    long n = whole.stream().mapToLong(Cell::rows).sum();
    double positives = whole.stream().mapToLong(Cell::positives).sum();
    boolean scores = whole.stream().allMatch(c -> c.missing() == 0);
    // One threshold from each stretch of the ROC curve, the lowest; thresholds ascending.
    List<Cell> thresholds =
        scores ? firsts(whole.stream().filter(c -> c.arc() != null), Cell::arc) : List.of();
    List<Curves.Point> roc = new ArrayList<>();
    List<Curves.Point> precisionRecall = new ArrayList<>();
    for (Cell at : thresholds) {
      double hits = positives - at.positivesBefore();
      double chosen = n - at.before();
      roc.add(0, new Curves.Point((chosen - hits) / (n - positives), hits / positives));
      precisionRecall.add(new Curves.Point(hits / positives, hits / chosen));
    }
    if (!roc.isEmpty()) {
      roc.add(0, new Curves.Point(0, 0));
    }
    return new Curves(roc, precisionRecall, scores ? calibration(whole) : List.of(), List.of());
  }

  private static List<Double> edges(List<Cell> whole) {
    return firsts(whole.stream(), Cell::fine).stream().map(Cell::from).distinct().toList();
  }

  /** Of the cells of each key the one that begins first, in the order in which they begin. */
  private static List<Cell> firsts(Stream<Cell> cells, Function<Cell, @Nullable Long> key) {
    Map<Object, Cell> firsts = new HashMap<>();
    cells.forEach(
        c ->
            firsts.merge(
                Objects.requireNonNull(key.apply(c)),
                c,
                (a, b) -> a.before() <= b.before() ? a : b));
    return firsts.values().stream().sorted(Comparator.comparingLong(Cell::before)).toList();
  }
}
