package io.tidemark.drift.multivariate;

import io.tidemark.drift.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Seeded tables with two columns that are coupled, and others that are not. */
final class CoupledTables {
  private static final double RHO = 0.6;

  private CoupledTables() {}

  /** Two normal columns of correlation 0.6, and so many independent ones. */
  static Dataset<Row> normal(long seed, int rows, int others) {
    return table(pairs(seed, rows), seed, others);
  }

  /**
   * The same values in each of the first two columns as {@link #normal}, but paired such that the
   * correlation has the opposite sign.
   */
  static Dataset<Row> turned(long seed, int rows, int others) {
    double[][] pairs = pairs(seed, rows);
    double[] sorted = Arrays.stream(pairs).mapToDouble(pair -> pair[1]).sorted().toArray();
    for (double[] pair : pairs) {
      int rank = Arrays.binarySearch(sorted, pair[1]);
      pair[1] = sorted[rows - 1 - rank];
    }
    return table(pairs, seed + 1, others);
  }

  /**
   * Two string columns of four categories with one share each; the second is so many categories
   * further than the first on four rows in five.
   */
  static Dataset<Row> strings(long seed, int rows, int further) {
    Random random = new Random(seed);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int first = random.nextInt(4);
      int second = random.nextInt(5) == 0 ? random.nextInt(4) : (first + further) % 4;
      all.add(RowFactory.create("a" + first, "b" + second));
    }
    return TestSpark.rows("first string, second string", all);
  }

  private static double[][] pairs(long seed, int rows) {
    Random random = new Random(seed);
    return Stream.generate(
            () -> {
              double x = random.nextGaussian();
              return new double[] {x, RHO * x + Math.sqrt(1 - RHO * RHO) * random.nextGaussian()};
            })
        .limit(rows)
        .toArray(double[][]::new);
  }

  private static Dataset<Row> table(double[][] pairs, long seed, int others) {
    Random random = new Random(~seed);
    List<Row> rows = new ArrayList<>();
    for (double[] pair : pairs) {
      Object[] values = new Object[2 + others];
      values[0] = pair[0];
      values[1] = pair[1];
      for (int i = 0; i < others; i++) {
        values[2 + i] = random.nextGaussian();
      }
      rows.add(RowFactory.create(values));
    }
    StringBuilder ddl = new StringBuilder("x double, y double");
    for (int i = 0; i < others; i++) {
      ddl.append(", z").append(i).append(" double");
    }
    return TestSpark.rows(ddl.toString(), rows);
  }
}
