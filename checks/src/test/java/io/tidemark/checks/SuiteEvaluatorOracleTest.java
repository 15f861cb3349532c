package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
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
  private static final List<String> WORDS =
      List.of("SFO", "JFK", "LAX", "x", "", "ada@example.com", "-1.5e3", "TRUE", "7");

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
              random.nextDouble() < nullShare ? null : random.nextInt(200) - 20,
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
        new Duplicates(List.of("n"), 1, terms),
        new Duplicates(List.of("n", "w"), 1, terms),
        new Range("x", 0.5, 3.0, 0, terms),
        new AllowedValues("w", List.of("SFO", "JFK"), 0, terms),
        new Pattern("w", "[A-Z]{3}", 0, terms),
        new Satisfies("more", "x > n", 0, terms),
        new Statistic(StatisticKind.MEAN, List.of("x"), 0.0, null, terms),
        new Quantile("x", 0.9, 0.0, null, terms),
        new Format("w", TextFormat.NUMBER, 0, terms),
        new Format("w", TextFormat.EMAIL, 0, terms),
        new Format("w", TextFormat.BOOLEAN, 0, terms),
        new Sign("n", false, 0, terms),
        new Sign("x", true, 0, terms),
        new Comparison("x", Comparison.Operator.LESS, "n", 0, terms),
        new Comparison("n", Comparison.Operator.NOT_EQUAL, "i", 0, terms),
        number(StatisticKind.MINIMUM, terms, "x"),
        number(StatisticKind.MAXIMUM, terms, "n"),
        number(StatisticKind.SUM, terms, "x"),
        number(StatisticKind.STANDARD_DEVIATION, terms, "x"),
        number(StatisticKind.VARIANCE, terms, "x"),
        number(StatisticKind.SKEWNESS, terms, "n"),
        number(StatisticKind.KURTOSIS, terms, "n"),
        number(StatisticKind.VALUE_RANGE, terms, "x"),
        number(StatisticKind.INTERQUARTILE_RANGE, terms, "x"),
        number(StatisticKind.ZERO_COUNT, terms, "i"),
        number(StatisticKind.MIN_LENGTH, terms, "w"),
        number(StatisticKind.MAX_LENGTH, terms, "w"),
        number(StatisticKind.APPROX_DISTINCT, terms, "w"),
        number(StatisticKind.CORRELATION, terms, "x", "n"),
        number(StatisticKind.DISTINCT_COUNT, terms, "n"),
        number(StatisticKind.DISTINCT_COUNT, terms, "n", "w"),
        number(StatisticKind.DISTINCTNESS, terms, "n"),
        number(StatisticKind.DISTINCTNESS, terms, "n", "w"),
        number(StatisticKind.UNIQUE_VALUE_RATIO, terms, "n"),
        number(StatisticKind.ENTROPY, terms, "w"),
        number(StatisticKind.MUTUAL_INFORMATION, terms, "n", "w"));
  }

  private static Constraint number(StatisticKind kind, Terms terms, String... columns) {
    return new Statistic(kind, List.of(columns), -1e300, 1e300, terms);
  }

  private Dataset<Row> inPlainSql(String where) {
    String unique =
        "select '%1$s', cast(count_if(c = 1) as double) / sum(c) from"
            + " (select count(*) c from t where (%2$s) and not (%3$s) group by %4$s)";
    String duplicates =
        "select '%1$s', coalesce(cast(sum(c) filter (where c > 1) as double), 0) / sum(c) from"
            + " (select count(*) c from t where (%2$s) and not (%3$s) group by %4$s)";
    return Stream.of(
            "select 'size' as id, cast(count(*) as double) as actual from t where %s",
            "select 'completeness(x)', count(x) / count(*) from t where %s",
            unique.formatted("uniqueness(n)", "%s", "n is null", "n"),
            unique.formatted("uniqueness(n,w)", "%s", "n is null and w is null", "n, w"),
            duplicates.formatted("duplicates(n)", "%s", "n is null", "n"),
            duplicates.formatted("duplicates(n,w)", "%s", "n is null and w is null", "n, w"),
            "select 'range(x)', count_if(x between 0.5 and 3) / count(x) from t where %s",
            "select 'allowed_values(w)', count_if(w in ('SFO', 'JFK')) / count(w) from t where %s",
            "select 'pattern(w)', count_if(w rlike '[A-Z]{3}') / count(w) from t where %s",
            "select 'satisfies(more)', count_if(x > n) / count(*) from t where %s",
            "select 'mean(x)', avg(x) from t where %s",
            "select 'quantile(x,0.9)', percentile(x, 0.9) from t where %s",
            "select 'format(w,number)', count_if(try_cast(w as double) is not null) / count(w) from t where %s",
            "select 'format(w,email)', count_if(w like 'ada@%%.com') / count(w) from t where %s",
            "select 'format(w,boolean)', count_if(lower(w) in ('true', 'false')) / count(w) from t where %s",
            "select 'positive(n)', count_if(n > 0) / count(n) from t where %s",
            "select 'non_negative(x)', count_if(x >= 0) / count(x) from t where %s",
            "select 'compare(x < n)', count_if(x < n) / count_if(x + n is not null) from t where %s",
            "select 'compare(n <> i)', count_if(n <> i) / count(n) from t where %s",
            "select 'minimum(x)', min(x) from t where %s",
            "select 'maximum(n)', cast(max(n) as double) from t where %s",
            "select 'sum(x)', sum(x) from t where %s",
            "select 'standard_deviation(x)', stddev_pop(x) from t where %s",
            "select 'variance(x)', var_pop(x) from t where %s",
            "select 'skewness(n)', skewness(n) from t where %s",
            "select 'kurtosis(n)', kurtosis(n) from t where %s",
            "select 'value_range(x)', max(x) - min(x) from t where %s",
            "select 'interquartile_range(x)', percentile(x, 0.75) - percentile(x, 0.25) from t where %s",
            "select 'zero_count(i)', cast(count_if(i = 0) as double) from t where %s",
            "select 'min_length(w)', cast(min(length(w)) as double) from t where %s",
            "select 'max_length(w)', cast(max(length(w)) as double) from t where %s",
            "select 'approx_distinct(w)', cast(approx_count_distinct(w) as double) from t where %s",
            "select 'correlation(x,n)', corr(x, n) from t where %s",
            "select 'distinct_count(n)', cast(count(distinct n) as double) from t where %s",
            "select 'distinct_count(n,w)', cast(count(*) as double) from (select distinct n, w from t"
                + " where (%s) and not (n is null and w is null))",
            "select 'distinctness(n)', count(distinct n) / count(n) from t where %s",
            "select 'distinctness(n,w)', count(*) / sum(c) from (select count(*) c from t where (%s)"
                + " and not (n is null and w is null) group by n, w)",
            "select 'unique_value_ratio(n)', count_if(c = 1) / count(*) from (select count(*) c from t"
                + " where (%s) and n is not null group by n)",
            "select 'entropy(w)', -sum(c / r * ln(c / r)) from (select c, sum(c) over () r from"
                + " (select count(*) c from t where (%s) and w is not null group by w))",
            "select 'mutual_information(n,w)', sum(c / r * ln(c * r / (a * b))) from (select c,"
                + " sum(c) over () r, sum(c) over (partition by n) a, sum(c) over (partition by w) b"
                + " from (select n, w, count(*) c from t where (%s) and n is not null and w is not"
                + " null group by n, w))")
        .map(sql -> spark.sql(sql.formatted(where)))
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }

  @Test
  void metricsEqualPlainSparkSql() {
    List<Row> expected = new ArrayList<>();
    List<Row> actual = new ArrayList<>();
    for (long seed = 1; seed <= 2; seed++) {
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

  @Test
  void anApproximateQuantileIsOffByAtMostOnePercentOfTheRanks() {
    for (long seed = 1; seed <= 4; seed++) {
      Dataset<Row> rows = randomTable(seed).filter("x is not null");
      rows.createOrReplaceTempView("t");
      for (double q : List.of(0.0, 0.1, 0.5, 0.9, 1.0)) {
        var quantile = new Quantile("x", q, -1e300, null, false, Terms.DEFAULT);
        CheckResult result =
            new SuiteEvaluator().evaluate(new Suite(List.of(quantile)), rows).results().get(0);

        assertThat(result.constraintId()).startsWith("approx_quantile(x,");
        Row ranks =
            spark
                .sql(
                    "select count_if(x < %1$s), count_if(x <= %1$s), count(*) from t"
                        .formatted(result.actual()))
                .first();
        double rows1 = ranks.getLong(2);
        assertThat(ranks.getLong(0) / rows1).isLessThanOrEqualTo(q + 0.01 + 1 / rows1);
        assertThat(ranks.getLong(1) / rows1).isGreaterThanOrEqualTo(q - 0.01 - 1 / rows1);
      }
    }
  }

  private Dataset<Row> rounded(List<Row> metrics) {
    return spark
        .createDataFrame(metrics, StructType.fromDDL("id string, actual double"))
        .selectExpr("id", "round(actual, %d) as actual".formatted(DECIMALS));
  }
}
