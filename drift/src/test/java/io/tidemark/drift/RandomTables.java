package io.tidemark.drift;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Seeded tables with every supported type and the values that go wrong. */
public final class RandomTables {
  private static final String DDL =
      "`a.b` double, `sp ace` bigint, `tick``s` string, `größe 数` float, flag boolean,"
          + " money decimal(12,2), small tinyint, day date, at timestamp, nested struct<x: int>";

  private RandomTables() {}

  /** A table with the same rows for the same seed. */
  public static Dataset<Row> table(long seed, int rows) {
    Random random = new Random(seed);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(
          RowFactory.create(
              maybe(random, () -> real(random)),
              maybe(random, () -> (long) Math.rint(random.nextGaussian() * 20)),
              maybe(random, () -> "category " + (int) Math.abs(random.nextGaussian() * 15)),
              maybe(random, () -> (float) random.nextInt(50) / 10),
              maybe(random, random::nextBoolean),
              maybe(random, () -> BigDecimal.valueOf(random.nextInt(100_000), 2)),
              maybe(random, () -> (byte) random.nextInt(3)),
              maybe(random, () -> Date.valueOf("2024-02-29")),
              maybe(random, () -> Timestamp.from(Instant.ofEpochSecond(random.nextInt(1_000_000)))),
              RowFactory.create(1)));
    }
    return TestSpark.rows(DDL, all);
  }

  private static Double real(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3, 4 -> -0.0;
      case 5, 6 -> 0.0;
      default -> Math.exp(random.nextGaussian());
    };
  }

  private static <T> @Nullable T maybe(Random random, Supplier<T> value) {
    return random.nextInt(10) == 0 ? null : value.get();
  }
}
