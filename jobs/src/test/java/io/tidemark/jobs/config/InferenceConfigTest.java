package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.inference.InferenceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The key {@code inference} of a monitor. */
class InferenceConfigTest {

  private static Inference parse(String rest) {
    String text = "monitor: m\ntable: t\ninference:\n  time: at\n  prediction: y\n" + rest;
    return Objects.requireNonNull(new MonitorLoader().parse("m.yaml", text, Map.of()).inference());
  }

  private static List<String> problems(String rest) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(rest));
    assertThat(e).as("the monitor was accepted:%n%s", rest).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void timeAndPredictionAreEnough() {
    assertThat(InferenceSettings.spec(parse("")))
        .isEqualTo(
            new InferenceSpec(
                Task.BINARY,
                "at",
                "y",
                null,
                null,
                null,
                null,
                null,
                InferenceSpec.DEFAULT_OK,
                null,
                Duration.ofDays(1),
                30,
                null));
  }

  @Test
  void everyKeyReachesTheSpecification() {
    Inference inference =
        parse(
            """
              task: multiclass
              score: s
              probabilities: p
              label: l
              latency: ms
              status: st
              ok: [Fine, 200]
              model_version: v
              every: 6 hours
              last: 7
              reference: "2026-03-01T12:00:00Z"
              quality: {min: 0.5}
              estimated: {metric: accuracy, min: 0.5}
            """);

    assertThat(InferenceSettings.spec(inference))
        .isEqualTo(
            new InferenceSpec(
                Task.MULTICLASS,
                "at",
                "y",
                "s",
                "p",
                "l",
                "ms",
                "st",
                List.of("fine", "200"),
                "v",
                Duration.ofHours(6),
                7,
                Instant.parse("2026-03-01T12:00:00Z")));
    assertThat(InferenceSettings.metric(inference, Objects.requireNonNull(inference.quality())))
        .isEqualTo(Metric.MACRO_F1);
  }

  @Test
  void limitsWithoutTheirColumnsAreSaidAllAtOnce() {
    assertThat(
            problems(
                """
                  max_p95: 5
                  max_error_rate: 0.1
                  quality: {min: 0.5}
                  estimated: {max_drop: 0.1}
                  drift: {alpha: 0.1}
                  deciding: 40
                """))
        .hasSize(7)
        .anyMatch(
            p -> p.contains("`inference.max_p95` is set, but there is no `inference.latency`"))
        .anyMatch(p -> p.contains("`inference.max_error_rate` is set, but there is no"))
        .anyMatch(p -> p.contains("`inference.quality` is set, but there is no `inference.label`"))
        .anyMatch(
            p ->
                p.contains("`inference.estimated` is set, but there is no `inference.score`")
                    && p.contains(
                        "besides, `inference.estimated` is set, but there is no `inference.label`"))
        .anyMatch(
            p -> p.contains("`inference.drift` is set, but there is no `inference.reference`"))
        .anyMatch(p -> p.contains("`inference.deciding` is 40, but only the last 30 windows"));
  }

  @Test
  void whatAskedOfSeveralClassesNeedsTheirProbabilitiesIsSaid() {
    assertThat(
            problems(
                """
                  task: multiclass
                  score: s
                  label: l
                  quality: {metric: log_loss, max: 1}
                  estimated: {min: 0.5}
                """))
        .satisfiesExactlyInAnyOrder(
            p ->
                assertThat(p)
                    .contains(
                        "`inference.quality` is about `log_loss`, which needs"
                            + " `inference.probabilities`"),
            p ->
                assertThat(p)
                    .contains(
                        "`inference.estimated` is about `macro_f1`, which needs"
                            + " `inference.probabilities`"));
    assertThat(
            problems(
                """
                  task: multiclass
                  probabilities: p
                  label: l
                  estimated: {metric: weighted_f1, min: 0.5}
                """))
        .singleElement()
        .asString()
        .contains(
            "`inference.estimated.metric` is `weighted_f1`, which is not estimated of a multiclass"
                + " model; choose one of accuracy, macro_f1, macro_precision, macro_recall");
  }

  @Test
  void whatDoesNotBelongToTheTaskIsSaid() {
    assertThat(problems("  task: regression\n  score: s\n  label: l\n  quality: {metric: auc}\n"))
        .anyMatch(p -> p.contains("which a regression does not have"))
        .anyMatch(p -> p.contains("`auc`, which is not measured of a regression model"));
    assertThat(problems("  task: regression\n  label: l\n  score: s\n  estimated: {max: 1}\n"))
        .anyMatch(p -> p.contains("`inference.estimated` is for classifiers; remove it"));
    assertThat(problems("  probabilities: p\n"))
        .singleElement()
        .asString()
        .contains(
            "`inference.probabilities` are those of several classes, but the task is `binary`");
    assertThat(problems("  label: y\n"))
        .singleElement()
        .asString()
        .contains("`inference.label` is `y`, which is what was predicted");
  }

  @Test
  void aLimitOnTheGoodSideAndADropFromNothingAreSaid() {
    assertThat(problems("  score: s\n  label: l\n  quality: {metric: auc, max: 0.9}\n"))
        .anyMatch(p -> p.contains("`inference.quality.max` limits `auc` on the good side"));
    assertThat(problems("  score: s\n  label: l\n  estimated: {max_drop: 0.1}\n"))
        .singleElement()
        .asString()
        .contains("`inference.estimated.max_drop` is a drop from a `baseline`");
  }
}
