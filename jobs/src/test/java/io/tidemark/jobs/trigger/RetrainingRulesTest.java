package io.tidemark.jobs.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.config.Retrain;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Interval;
import io.tidemark.training.Metric;
import io.tidemark.training.ModelCard;
import io.tidemark.training.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetrainingRulesTest {

  private static Retrain rules(
      Retrain.@Nullable Drop quality,
      Retrain.@Nullable Drop estimated,
      @Nullable Duration age,
      @Nullable Long labels) {
    return new Retrain(
        true, quality, estimated, age, labels, Duration.ofDays(7), null, Duration.ofHours(6));
  }

  private static Evaluation evaluation(Metric metric, double value) {
    Task task = metric.measures(Task.BINARY) ? Task.BINARY : Task.REGRESSION;
    return new Evaluation(task, 1000, 0.5, Map.of(metric, value), Map.of(), null, null, List.of());
  }

  private static Signals model(Metric metric, double heldOut, double current) {
    ModelCard card =
        new ModelCard(
            Task.BINARY,
            "gbt",
            Map.of(),
            "y",
            List.of("x"),
            "at random",
            1000,
            1,
            evaluation(metric, heldOut),
            Map.of(),
            List.of(),
            null);
    ModelResult model =
        new ModelResult("model-1", 0, false, card, evaluation(metric, current), null, null);
    return new Signals(null, model, null, null, null);
  }

  private static Signals with(Signals signals, Metric metric, double low, double high) {
    return new Signals(
        null,
        signals.model(),
        new Signals.Estimate("May 5th", Map.of(metric, new Interval(low, high))),
        null,
        null);
  }

  private static List<String> codes(Retrain rules, Signals signals) {
    return new RetrainingRules(rules)
        .reasons(signals).stream().map(RetrainingRules.Reason::code).toList();
  }

  @Test
  void aLossOfQualityAsksOnlyAboveItsLimit() {
    Retrain rules = rules(new Retrain.Drop("auc", 0.125), null, null, null);
    assertThat(codes(rules, model(Metric.AUC, 0.75, 0.625))).isEmpty();
    assertThat(codes(rules, model(Metric.AUC, 0.75, 0.624))).containsExactly("auc_drop");
    assertThat(new RetrainingRules(rules).reasons(model(Metric.AUC, 0.75, 0.5)).get(0).text())
        .isEqualTo(
            "the model's AUC fell by 0.2500 from 0.7500 (held-out rows) to 0.5000, more than the allowed 0.125");
  }

  @Test
  void whereLessIsBetterARiseIsTheLoss() {
    Retrain rules = rules(new Retrain.Drop("rmse", 2.0), null, null, null);
    assertThat(codes(rules, model(Metric.RMSE, 10, 12))).isEmpty();
    assertThat(codes(rules, model(Metric.RMSE, 10, 12.5))).containsExactly("rmse_drop");
    assertThat(codes(rules, model(Metric.RMSE, 10, 1))).isEmpty();
  }

  @Test
  void aMetricThatIsNotDefinedAsksForNothing() {
    Retrain rules = rules(new Retrain.Drop("auc", 0.02), null, null, null);
    assertThat(codes(rules, model(Metric.AUC, 0.75, Double.NaN))).isEmpty();
    assertThat(codes(rules, model(Metric.F1, 0.75, 0.1))).isEmpty();
  }

  @Test
  void anEstimateAsksOnlyWhenItsWholeIntervalIsBelowTheLimit() {
    Retrain rules = rules(null, new Retrain.Drop("auc", 0.125), null, null);
    Signals model = model(Metric.AUC, 0.75, 0.75);
    assertThat(codes(rules, with(model, Metric.AUC, 0.5, 0.625))).isEmpty();
    assertThat(codes(rules, with(model, Metric.AUC, 0.5, 0.62)))
        .containsExactly("estimated_auc_drop");
    assertThat(codes(rules, model)).isEmpty();
    assertThat(new RetrainingRules(rules).reasons(with(model, Metric.AUC, 0.4, 0.5)).get(0).text())
        .isEqualTo(
            "in May 5th the estimated AUC fell by 0.2500 from 0.7500 (held-out rows) to at best 0.5000, more than the allowed 0.125");
  }

  @Test
  void ageAsksOnlyAboveItsLimit() {
    Retrain rules = rules(null, null, Duration.ofDays(30), null);
    assertThat(codes(rules, new Signals(null, null, null, Duration.ofDays(30), null))).isEmpty();
    assertThat(codes(rules, new Signals(null, null, null, Duration.ofDays(30).plusMillis(1), null)))
        .containsExactly("age");
  }

  @Test
  void newLabelsAskFromTheirLimitOn() {
    Retrain rules = rules(null, null, null, 5000L);
    assertThat(codes(rules, new Signals(null, null, null, null, 4999L))).isEmpty();
    assertThat(codes(rules, new Signals(null, null, null, null, 5000L)))
        .containsExactly("new_labelled_rows");
  }

  @Test
  void severalReasonsStandInTheOrderOfTheRules() {
    Retrain rules = rules(new Retrain.Drop("auc", 0.02), null, Duration.ofDays(1), 1L);
    Signals model = model(Metric.AUC, 0.75, 0.5);
    assertThat(codes(rules, new Signals(null, model.model(), null, Duration.ofDays(2), 2L)))
        .containsExactly("auc_drop", "age", "new_labelled_rows");
  }
}
