package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Intervals by groups against those of a plain bootstrap of rows (bootstrap-oracle.txt). With 200
 * groups the width of an interval has a relative standard error of 5 %, and the quantiles of either
 * add to it; 15 % of the width is tolerated at each end.
 */
class ResamplingTest {
  private static final double TOLERANCE = 0.15;

  private static void assertClose(Oracle oracle, String name, Interval interval) {
    double low = Objects.requireNonNull(oracle.expected().get(name + ".low"));
    double high = Objects.requireNonNull(oracle.expected().get(name + ".high"));
    assertThat(interval.low()).as(name).isCloseTo(low, within(TOLERANCE * (high - low)));
    assertThat(interval.high()).as(name).isCloseTo(high, within(TOLERANCE * (high - low)));
  }

  private static void assertClose(Oracle oracle, Dataset<Row> scored, Task task) {
    EvaluationSpec plain = EvaluationSpec.of(task, "label");
    Evaluation e = Evaluator.measure(Resampling.grouped(hashed(scored)), plain.inFull(7));
    assertThat(e.intervals()).hasSize(Metric.of(task).size() - (task == Task.BINARY ? 1 : 0));
    e.intervals().forEach((metric, interval) -> assertClose(oracle, metric.key(), interval));
  }

  private static Dataset<Row> hashed(Dataset<Row> scored) {
    Column[] all = Arrays.stream(scored.columns()).map(c -> col(c)).toArray(Column[]::new);
    return scored.withColumn(Resampling.HASH, xxhash64(all));
  }

  private static Oracle of(String task) throws IOException {
    return Oracle.read("bootstrap-oracle.txt").stream()
        .filter(o -> o.name().equals(task))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void intervalsOfABinaryClassifierAreThoseOfABootstrapOfRows() throws IOException {
    assertClose(of("binary"), EvaluatorTest.scored(EvaluatorTest.binary().get(0)), Task.BINARY);
  }

  @Test
  void intervalsOfSeveralClassesAreThoseOfABootstrapOfRows() throws IOException {
    assertClose(
        of("multiclass"),
        EvaluatorTest.classes(EvaluatorTest.multiclass().get(0)),
        Task.MULTICLASS);
  }

  @Test
  void intervalsOfRegressionAreThoseOfABootstrapOfRows() throws IOException {
    assertClose(
        of("regression"),
        EvaluatorTest.numbers(EvaluatorTest.regression().get(0)),
        Task.REGRESSION);
  }

  @Test
  void theIntervalOfAGainIsThatOfABootstrapOfRows() throws IOException {
    Dataset<Row> both =
        hashed(EvaluatorTest.scored(EvaluatorTest.binary().get(0)))
            .selectExpr(
                "struct(label, prediction, score) as " + PairedComparison.CHALLENGER,
                "struct(label, prediction, round(score, 1) as score) as "
                    + PairedComparison.CHAMPION,
                Resampling.HASH);
    Dataset<Row> grouped = Resampling.grouped(both);
    Comparison auc =
        PairedComparison.of(
            grouped, new PairedComparison.Setting(Task.BINARY, "y", Metric.AUC, false, 0.95, 7));
    assertClose(of("gain"), "auc", auc.interval());
    Comparison loss =
        PairedComparison.of(
            grouped,
            new PairedComparison.Setting(Task.BINARY, "y", Metric.LOG_LOSS, true, 0.95, 7));
    assertClose(of("gain"), "log_loss", loss.interval());
  }

  @Test
  void equalRowsAreSpreadOverTheGroupsAtRandom() {
    Dataset<Row> same =
        TestingSpark.table("select 1D label, 1D prediction, 1L row_hash from range(25000)");
    TreeMap<Integer, Long> sizes = new TreeMap<>();
    List<Row> groups = Resampling.grouped(same).groupBy(Resampling.GROUP).count().collectAsList();
    groups.forEach(r -> sizes.put(r.getInt(0), r.getLong(1)));
    assertThat(sizes).hasSize(Bootstrap.GROUPS);
    assertThat(sizes.values().stream().mapToLong(v -> v).sum()).isEqualTo(25000);
    // 125 rows to a group, with the variance of chance, not less and not more.
    double variance =
        sizes.values().stream().mapToDouble(v -> (v - 125.0) * (v - 125.0)).sum() / 199;
    assertThat(variance / 125).isBetween(0.7, 1.3);
  }
}
