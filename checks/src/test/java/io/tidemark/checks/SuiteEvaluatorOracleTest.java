package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Mean;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Quantile;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Constraint.Uniqueness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The metrics against plain Spark SQL, on random tables. */
class SuiteEvaluatorOracleTest {
  private static final int DECIMALS = 9;
  private static final List<String> WORDS = List.of("SFO", "JFK", "LAX", "x", "");

  private final SparkSession spark = TestingSpark.session();

  private Dataset<Row> randomTable(long seed) {
    Random random = new Random(seed);
    int rows = 1 + random.nextInt(400);
    double nullShare = random.nextDouble() * 0.5;
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      table.add(
          RowFactory.create(
              random.nextDouble() < nullShare ? null : Math.exp(3 * random.nextGaussian()),
              random.nextDouble() < nullShare ? null : random.nextInt(200),
              random.nextDouble() < nullShare ? null : WORDS.get(random.nextInt(WORDS.size())),
              i));
    }
    StructType schema = StructType.fromDDL("x double, n int, w string, i int");
    return spark.createDataFrame(table, schema).repartition(3);
  }

  private static List<Constraint> constraints(Terms terms) {
    return List.of(
        new Size(0L, null, terms),
        new Completeness("x", 0, terms),
        new Uniqueness(List.of("n"), 0, terms),
        new Uniqueness(List.of("n", "w"), 0, terms),
        new Range("x", 0.5, 3.0, 0, terms),
        new AllowedValues("w", List.of("SFO", "JFK"), 0, terms),
        new Pattern("w", "[A-Z]{3}", 0, terms),
        new Satisfies("more", "x > n", 0, terms),
        new Mean("x", 0.0, null, terms),
        new Quantile("x", 0.9, 0.0, null, terms));
  }

  private Dataset<Row> inPlainSql(String where) {
    String unique =
        "select '%1$s', cast(count_if(c = 1) as double) / sum(c) from"
            + " (select count(*) c from t where (%2$s) and not (%3$s) group by %4$s)";
    return Stream.of(
            "select 'size' as id, cast(count(*) as double) as actual from t where %s",
            "select 'completeness(x)', count(x) / count(*) from t where %s",
            unique.formatted("uniqueness(n)", "%s", "n is null", "n"),
            unique.formatted("uniqueness(n,w)", "%s", "n is null and w is null", "n, w"),
            "select 'range(x)', count_if(x between 0.5 and 3) / count(x) from t where %s",
            "select 'allowed_values(w)', count_if(w in ('SFO', 'JFK')) / count(w) from t where %s",
            "select 'pattern(w)', count_if(w rlike '[A-Z]{3}') / count(w) from t where %s",
            "select 'satisfies(more)', count_if(x > n) / count(*) from t where %s",
            "select 'mean(x)', avg(x) from t where %s",
            "select 'quantile(x,0.9)', percentile(x, 0.9) from t where %s")
        .map(sql -> spark.sql(sql.formatted(where)))
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }

  @Test
  void metricsEqualPlainSparkSql() {
    List<Row> expected = new ArrayList<>();
    List<Row> actual = new ArrayList<>();
    for (long seed = 1; seed <= 4; seed++) {
      Dataset<Row> rows = randomTable(seed);
      rows.createOrReplaceTempView("t");
      for (String where : List.of("true", "n > 20 or i = 0 or x > 1")) {
        String table = "seed " + seed + " where " + where + ": ";
        Suite suite = new Suite(constraints(Terms.DEFAULT.withWhere(where)));
        SuiteResult result = new SuiteEvaluator().evaluate(suite, rows);
        assertThat(result.status()).as(result.toString()).isEqualTo(CheckStatus.PASS);
        for (CheckResult r : result.results()) {
          actual.add(RowFactory.create(table + r.constraintId(), r.actual()));
        }
        for (Row r : inPlainSql(where).collectAsList()) {
          expected.add(RowFactory.create(table + r.getString(0), r.getDouble(1)));
        }
      }
    }
    TestingDataFrames.assertEqual(rounded(expected), rounded(actual));
  }

  private Dataset<Row> rounded(List<Row> metrics) {
    return spark
        .createDataFrame(metrics, StructType.fromDDL("id string, actual double"))
        .selectExpr("id", "round(actual, %d) as actual".formatted(DECIMALS));
  }
}
