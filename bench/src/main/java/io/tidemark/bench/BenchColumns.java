package io.tidemark.bench;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.cos;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The columns of the benchmark's tables, as Spark expressions over the row number {@code id}.
 *
 * <p>Every value is a function of the row number, the column and the version alone, through a hash:
 * no number of partitions, files or cores changes it. Twenty-one kinds repeat: 12 double, 5 whole
 * numbers, 4 strings.
 *
 * <p>In version 1, {@code normal}, {@code exponential}, {@code with_nulls}, {@code city}, {@code
 * order_id} and {@code created} differ from version 0; the others are other draws of the same
 * distribution.
 */
final class BenchColumns {
  /** Columns before the kinds repeat. */
  static final int KINDS = 21;

  /** The doubles among the kinds, which come first. */
  static final int DOUBLES = 12;

  private static final long SECONDS_30_DAYS = 30L * 86_400;
  private static final long EPOCH_START = 1_700_000_000L;
  private static final int NAMED_USERS = 1_000_000;

  private BenchColumns() {}

  /**
   * The columns of one version.
   *
   * @param columns how many; beyond the 21 kinds, names carry a number
   * @param version 0 for the reference, 1 for the current version
   * @param rows rows of the version, over which {@code created} spreads
   */
  static List<Column> of(int columns, int version, long rows) {
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      String suffix = i < KINDS ? "" : "_" + (i / KINDS);
      Draw draw = new Draw(version, i);
      Column kind = i % KINDS < DOUBLES ? real(i % KINDS, draw) : other(i % KINDS, draw, rows);
      all.add(kind.as(name(i % KINDS) + suffix));
    }
    return all;
  }

  private static String name(int kind) {
    return List.of(
            "normal",
            "lognormal",
            "uniform",
            "zero_inflated",
            "outliers",
            "with_nulls",
            "with_nan",
            "exponential",
            "bimodal",
            "price",
            "mostly_one",
            "heavy_tail",
            "order_id",
            "account",
            "quantity",
            "age",
            "created",
            "status",
            "city",
            "user",
            "product")
        .get(kind);
  }

  private static Column real(int kind, Draw draw) {
    boolean now = draw.version > 0;
    return switch (kind) {
      case 0 -> draw.normal(0).multiply(15).plus(now ? 101.5 : 100.0);
      case 1 -> exp(draw.normal(0).multiply(2));
      case 2 -> draw.uniform(0);
      case 3 -> when(draw.uniform(0).lt(0.6), 0.0).otherwise(draw.exponential(1).multiply(30));
      case 4 ->
          when(draw.uniform(0).lt(1e-5), draw.uniform(1).multiply(1e9)).otherwise(draw.normal(1));
      case 5 -> when(draw.uniform(0).geq(now ? 0.3 : 0.2), draw.normal(1).multiply(5).minus(2));
      case 6 -> when(draw.uniform(0).lt(0.05), Double.NaN).otherwise(draw.normal(1));
      case 7 -> draw.exponential(0).multiply(now ? 3.0 : 2.0);
      case 8 -> draw.normal(0).plus(when(draw.uniform(2).lt(0.3), -4.0).otherwise(4.0));
      case 9 -> round(exp(draw.normal(0).plus(3)), 2);
      case 10 -> when(draw.uniform(0).lt(0.99), 1.0).otherwise(draw.uniform(1));
      default ->
          when(draw.uniform(0).lt(1e-4), Double.POSITIVE_INFINITY)
              .otherwise(
                  pow(draw.uniform(1), lit(-1 / 1.1)).minus(pow(draw.uniform(2), lit(-1 / 1.1))));
    };
  }

  private static Column other(int kind, Draw draw, long rows) {
    boolean now = draw.version > 0;
    return switch (kind) {
      case 12 -> col("id").plus(now ? rows : 0L);
      case 13 -> pmod(draw.hash(0), lit(1_000_000_000_000L));
      case 14 ->
          when(
              draw.uniform(0).geq(0.02),
              least(floor(pow(draw.uniform(1), lit(-1 / 1.5))), lit(1_000_000L)).cast("int"));
      case 15 ->
          greatest(
              lit(18), least(lit(95), round(draw.normal(0).multiply(12).plus(40)).cast("int")));
      case 16 ->
          floor(col("id").plus(draw.uniform(0)).divide((double) rows).multiply(SECONDS_30_DAYS))
              .plus(EPOCH_START + (now ? SECONDS_30_DAYS : 0));
      case 17 ->
          when(
              draw.uniform(0).geq(0.01),
              concat(
                  lit("status-"), ceil(pow(draw.uniform(1), lit(2)).multiply(6)).cast("string")));
      case 18 ->
          concat(
              lit("city-"),
              floor(pow(lit(1000.0), pow(draw.uniform(0), lit(now ? 0.8 : 1.0)))).cast("string"));
      case 19 ->
          concat(
              lit("user-"),
              floor(pow(draw.uniform(0), lit(2)).multiply(NAMED_USERS)).cast("string"));
      default ->
          when(
              draw.uniform(0).geq(0.3),
              concat(lit("product "), floor(draw.uniform(1).multiply(20_000)).cast("string")));
    };
  }

  /** Random numbers of one column of one version, by row. */
  private record Draw(int version, int column) {
    private static final int DRAWS = 16;

    /** 64 random bits; each {@code nth} is independent of the others. */
    Column hash(int nth) {
      long salt = ((long) version << 32) + (long) column * DRAWS + nth;
      return xxhash64(col("id"), lit(salt));
    }

    /** Uniform in (0, 1), without its ends. */
    Column uniform(int nth) {
      return shiftrightunsigned(hash(nth), 11).cast("double").plus(0.5).multiply(0x1p-53);
    }

    Column exponential(int nth) {
      return log(uniform(nth)).multiply(-1);
    }

    /** Standard normal by Box and Muller; takes the draws nth and nth + 8. */
    Column normal(int nth) {
      return sqrt(log(uniform(nth)).multiply(-2))
          .multiply(cos(uniform(nth + DRAWS / 2).multiply(2 * Math.PI)));
    }
  }
}
