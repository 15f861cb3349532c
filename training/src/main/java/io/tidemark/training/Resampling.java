package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Puts rows into the groups of the {@link Bootstrap} and adds them up, in Spark. */
final class Resampling {
  /** Hash of the raw row. */
  static final String HASH = "row_hash";

  /** Number of the row's group. */
  static final String GROUP = "resampling_group";

  private static final int CHUNK = 10_000;

  private Resampling() {}

  /** Hash of all columns of a row. */
  static Column hash(StructType schema) {
    return Fingerprint.rowHash(Arrays.asList(schema.fields()), 0).as(HASH);
  }

  /**
   * Adds {@value #GROUP} in place of {@value #HASH}. It follows from the row's values, so that no
   * partitioning bears on it. Rows that are the same in everything must not all be in one group, or
   * spread evenly over the groups, but each by itself at random like other rows: they are counted,
   * and each gets its number among them into its hash.
   */
  static Dataset<Row> grouped(Dataset<Row> scored) {
    Column[] all = Arrays.stream(scored.columns()).map(c -> col(c)).toArray(Column[]::new);
    // Numbers in chunks, since one array of them all may be too large.
    return scored
        .groupBy(all)
        .agg(count(lit(1)).as("same"))
        .withColumn("chunk", explode(expr("sequence(0L, (same - 1) div " + CHUNK + ")")))
        .withColumn(
            "number",
            explode(
                expr(
                    "sequence(chunk * %1$d, least(same, (chunk + 1) * %1$d) - 1)"
                        .formatted(CHUNK))))
        .withColumn(
            GROUP, pmod(xxhash64(col(HASH), col("number")), lit(Bootstrap.GROUPS)).cast("int"))
        .drop(HASH, "same", "chunk", "number");
  }

  /**
   * Adds up scored rows by group.
   *
   * @param edges see {@link Measures}
   */
  static GroupSums sums(Dataset<Row> rows, Task task, List<Double> edges) {
    return switch (task) {
      case BINARY -> binary(rows, edges);
      case MULTICLASS -> multiclass(rows);
      case REGRESSION -> regression(rows, edges);
    };
  }

  private static GroupSums binary(Dataset<Row> rows, List<Double> edges) {
    BinarySums sums = new BinarySums(Bootstrap.GROUPS, edges.size() + 1);
    rows.withColumn("bin", Ranks.range(edges).apply(col(Scored.SCORE)))
        .groupBy(GROUP, "bin")
        .agg(
            count(lit(1)),
            sum(expr("cast(label as long)")),
            sum(expr("cast(prediction as long)")),
            sum(expr("cast(label * prediction as long)")),
            sum(expr("if(label = 1, %s, %s)".formatted(loss("score"), loss("1 - score")))),
            sum(expr("(label - score) * (label - score)")))
        .collectAsList()
        .forEach(
            r ->
                sums.add(
                    r.getInt(0),
                    Math.max(0, r.getInt(1)),
                    r.getLong(2),
                    r.getLong(3),
                    r.getLong(4),
                    r.getLong(5),
                    Measures.number(r, 6),
                    Measures.number(r, 7)));
    return sums;
  }

  private static String loss(String probability) {
    return "-ln(greatest(%1$sD, least(1 - %1$sD, %2$s)))"
        .formatted(Double.toString(Measures.CLIP), probability);
  }

  private static GroupSums regression(Dataset<Row> rows, List<Double> edges) {
    double[] inOrder = edges.stream().mapToDouble(Double::doubleValue).toArray();
    RegressionSums sums = new RegressionSums(Bootstrap.GROUPS, inOrder);
    // From the mean, so that no digits of the squares are lost.
    double centre = rows.agg(expr("avg(label)")).first().getDouble(0);
    rows.withColumn("e", expr("abs(prediction - label)"))
        .withColumn("bin", Ranks.range(edges).apply(col("e")))
        .withColumn("c", col(Scored.LABEL).minus(centre))
        .groupBy(GROUP, "bin")
        .agg(
            expr("cast(count(1) as double)"),
            sum(expr("e * e")),
            sum("e"),
            sum("c"),
            sum(expr("c * c")),
            sum(expr("if(label = 0, 0D, abs(e / label))")),
            expr("cast(count(if(label = 0, null, 1)) as double)"))
        .collectAsList()
        .forEach(
            r -> {
              double[] added = new double[RegressionSums.SUMS];
              Arrays.setAll(added, i -> Measures.number(r, i + 2));
              sums.add(r.getInt(0), Math.max(0, r.getInt(1)), added);
            });
    return sums;
  }

  private static GroupSums multiclass(Dataset<Row> rows) {
    int most = Bootstrap.GROUPS * Measures.FINE_BINS;
    List<Row> classes = ClassMetrics.counts(rows, GROUP).limit(most + 1).collectAsList();
    Map<String, Integer> numbers = new HashMap<>();
    if (classes.size() <= most) {
      classes.forEach(r -> numbers.putIfAbsent(r.getString(1), numbers.size()));
    }
    MulticlassSums sums = new MulticlassSums(Bootstrap.GROUPS, numbers.size());
    for (Row r : classes) {
      Integer number = numbers.get(r.getString(1));
      if (number != null) {
        sums.addClass(r.getInt(0), number, r.getLong(2), r.getLong(3), r.getLong(4));
      }
    }
    rows.groupBy(GROUP)
        .agg(count(lit(1)), sum(expr(MulticlassMeasures.loss())), sum(Scored.BRIER))
        .collectAsList()
        .forEach(
            r -> sums.add(r.getInt(0), r.getLong(1), Measures.number(r, 2), Measures.number(r, 3)));
    return sums;
  }
}
