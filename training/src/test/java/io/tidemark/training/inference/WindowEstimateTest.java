package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.estimation.Estimate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class WindowEstimateTest {

  /** Labels of the last two days have not arrived. */
  private static Dataset<Row> lateLabels() {
    return TestingLog.days(4).withColumn("label", when(col("id").lt(2_880), col("label")));
  }

  @Test
  void windowsAreEstimatedFromTheLabelsOfTheWindowsBefore() {
    List<WindowEstimate> estimates =
        WindowEstimate.of(InferenceLog.windows(lateLabels(), TestingLog.spec()), 500);

    assertThat(estimates).extracting(WindowEstimate::rows).containsExactly(0L, 0L, 1_440L, 1_440L);
    assertThat(estimates)
        .extracting(WindowEstimate::calibrationRows)
        .containsExactly(0L, 1_440L, 2_880L, 2_880L);
    assertThat(estimates)
        .extracting(WindowEstimate::method)
        .containsExactly("raw", "isotonic", "isotonic", "isotonic");
  }

  @Test
  void theEstimateOfAWindowHoldsWhatItsLabelsLaterSay() {
    InferenceWindows then = InferenceLog.windows(lateLabels(), TestingLog.spec());
    InferenceWindows later = InferenceLog.windows(TestingLog.days(4), TestingLog.spec());

    for (int i = 2; i < 4; i++) {
      WindowEstimate estimate = WindowEstimate.of(then, 500).get(i);
      for (Metric metric : estimate.values().keySet()) {
        Estimate expected = Objects.requireNonNull(estimate.values().get(metric));
        double realised = later.windows().get(i).realised().value(metric);
        assertThat(realised).as(metric.key()).isBetween(expected.low(), expected.high());
        assertThat(expected.value()).as(metric.key()).isCloseTo(realised, within(0.05));
      }
    }
  }

  @Test
  void withAReferenceOnlyItsLabelsAreCalibratedOn() {
    Instant until = TestingLog.START.plus(1, ChronoUnit.DAYS);
    InferenceWindows log =
        InferenceLog.windows(lateLabels(), TestingLog.spec(Task.BINARY, "score", 30, until));

    assertThat(WindowEstimate.of(log, 500))
        .extracting(WindowEstimate::calibrationRows)
        .containsExactly(1_440L, 1_440L, 1_440L);
  }

  @Test
  void withTooFewLabelsTheRawScoreIsTakenAndSaidSo() {
    Instant until = TestingLog.START.plus(1, ChronoUnit.DAYS);
    InferenceWindows log =
        InferenceLog.windows(lateLabels(), TestingLog.spec(Task.BINARY, "score", 30, until));

    assertThat(WindowEstimate.of(log, 1_440).get(2).method()).isEqualTo("isotonic");
    assertThat(WindowEstimate.of(log, 1_441).get(2).method()).isEqualTo("raw");
  }
}
