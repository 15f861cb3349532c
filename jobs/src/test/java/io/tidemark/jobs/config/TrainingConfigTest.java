package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.training.Algorithm;
import io.tidemark.training.ClassWeights;
import io.tidemark.training.Feature;
import io.tidemark.training.Learner;
import io.tidemark.training.Metric;
import io.tidemark.training.Parameter;
import io.tidemark.training.Split;
import io.tidemark.training.Task;
import io.tidemark.training.TrainingSpec;
import io.tidemark.training.Tuning;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // a part that is missing fails the test
class TrainingConfigTest {
  private static final String SMALL = "monitor: m\ntable: lake/t\nreference: 3\ntraining:\n";

  private static Monitor parse(String training) {
    return new MonitorLoader().parse("m.yaml", SMALL + training.indent(2), Map.of());
  }

  private static TrainingSpec spec(String training) {
    return TrainingSettings.spec(parse(training).training());
  }

  private static List<String> problems(String training) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(training));
    assertThat(e).as("the monitor was accepted:%n%s", training).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void theShortFormHasTheDefaults() {
    assertThat(
            spec(
                """
                label: delay > 15
                features: {distance: {kind: numeric}}
                split: {column: date}
                """))
        .isEqualTo(
            new TrainingSpec(
                Task.BINARY,
                "delay > 15",
                List.of(new Feature("distance", "`distance`", Feature.Kind.NUMERIC)),
                Learner.of(Algorithm.LOGISTIC_REGRESSION),
                new Split.ByTime("date", 0.2),
                null,
                42));
  }

  @Test
  void everyKeyReachesTheSpecification() {
    assertThat(
            spec(
                """
                task: multiclass
                label: status
                features:
                  origin: {kind: categorical, hash: 64, required: true}
                  carrier: {kind: categorical, max_categories: 20}
                  at: {kind: date, sql: date}
                algorithm: random_forest
                parameters: {subsampling: 0.8}
                grid: {trees: [10, 20], max_depth: [4, 8]}
                tuning: {method: validation_split, share: 0.3, metric: accuracy}
                split: {by: key, columns: [origin, carrier], held_out: 0.25}
                class_weights: {cancelled: 5, 7: 0.5}
                seed: 9
                """))
        .isEqualTo(
            new TrainingSpec(
                Task.MULTICLASS,
                "status",
                List.of(
                    new Feature("origin", "`origin`", Feature.Kind.CATEGORICAL, true, 1000, 64),
                    new Feature("carrier", "`carrier`", Feature.Kind.CATEGORICAL, false, 20, null),
                    new Feature("at", "date", Feature.Kind.DATE)),
                new Learner(
                    Algorithm.RANDOM_FOREST,
                    Map.of(Parameter.SUBSAMPLING, 0.8),
                    Map.of(
                        Parameter.TREES,
                        List.of(10.0, 20.0),
                        Parameter.MAX_DEPTH,
                        List.of(4.0, 8.0)),
                    new Tuning.ValidationSplit(0.3, Metric.ACCURACY)),
                new Split.ByKey(List.of("origin", "carrier"), 0.25),
                new ClassWeights.PerClass(Map.of("cancelled", 5.0, "7", 0.5)),
                9));
  }

  @Test
  void regressionHasItsOwnDefaults() {
    TrainingSpec spec =
        spec(
            """
            task: regression
            label: delay
            features: {distance: {kind: numeric}}
            grid: {regularization: [0, 0.1]}
            split: {by: random}
            """);
    assertThat(spec.algorithm()).isEqualTo(Algorithm.LINEAR_REGRESSION);
    assertThat(spec.learner().tuning()).isEqualTo(new Tuning.CrossValidation(3, Metric.RMSE));
    assertThat(spec.split()).isEqualTo(new Split.AtRandom(0.2));
  }

  @Test
  void classesOfABinaryLabelAreTrueAndFalseOrOneAndZero() {
    String start =
        "label: late\nfeatures: {x: {kind: numeric}}\nsplit: {column: t}\nclass_weights: ";
    assertThat(spec(start + "balanced").classWeights()).isEqualTo(new ClassWeights.Balanced());
    assertThat(spec(start + "{true: 3}").classWeights())
        .isEqualTo(new ClassWeights.PerClass(Map.of("1", 3.0)));
    assertThat(spec(start + "{0: 0.5, 1: 3}").classWeights())
        .isEqualTo(new ClassWeights.PerClass(Map.of("0", 0.5, "1", 3.0)));
  }

  @Test
  void whatTakesMoreThanOneKeyIsSaidAllAtOnceWithItsLine() {
    assertThat(
            problems(
                """
                task: multiclass
                label: status
                features:
                  Status: {kind: categorical}
                  copy: {kind: categorical, sql: ( status )}
                  x: {kind: numeric, hash: 3}
                  y: {kind: categorical, hash: 3, max_categories: 5}
                algorithm: gbt
                parameters:
                  trees: 5
                  max_depth: 3
                grid:
                  max_depth: [4, 8]
                tuning:
                  share: 0.2
                  metric: auc
                split:
                  by: key
                  column: date
                """))
        .containsExactlyInAnyOrder(
            "m.yaml:8: feature `Status` is the label (`status`), so the model would only copy it;"
                + " remove it",
            "m.yaml:9: feature `copy` is the label (`status`), so the model would only copy it;"
                + " remove it",
            "m.yaml:10: feature `x` is numeric, but `max_categories` and `hash` are for categorical"
                + " ones; remove them",
            "m.yaml:11: feature `y` has both `max_categories` and `hash`, but hashed categories need"
                + " no limit; remove one",
            "m.yaml:12: `training.algorithm`: `gbt` cannot learn task `multiclass`; take one of"
                + " `logistic_regression`, `random_forest`",
            "m.yaml:14: `training.parameters.trees`: `gbt` has no parameter `trees`; it has"
                + " `iterations`, `max_depth`, `min_rows_per_leaf`, `min_gain`, `subsampling`,"
                + " `step_size`",
            "m.yaml:17: `training.grid.max_depth`: parameter `max_depth` is both set and in the grid;"
                + " remove one",
            "m.yaml:19: `training.tuning.share` is for `validation_split`; give `folds`, or change"
                + " `method`",
            "m.yaml:20: `training.tuning.metric`: metric `auc` cannot be tuned by for task"
                + " `multiclass`; take one of `accuracy`, `macro_f1`, `weighted_f1`,"
                + " `macro_precision`, `macro_recall`, `log_loss`",
            "m.yaml:21: `training.split` by key lacks the key `columns`",
            "m.yaml:23: `training.split.column` is not for a split by key; remove it, or change"
                + " `by`");
  }

  @Test
  void gridsTuningAndWeightsThatMakeNoSenseAreSaid() {
    String start = "label: late\nfeatures: {x: {kind: numeric}}\nsplit: {column: t}\n";
    assertThat(problems(start + "tuning: {folds: 3}"))
        .containsExactly(
            "m.yaml:8: `training.tuning` has nothing to choose from; add `training.grid`, or remove"
                + " it");
    assertThat(
            problems(
                start
                    + "grid: {iterations: [1,2,3,4,5,6,7,8,9,10,11], regularization:"
                    + " [0,1,2,3,4,5,6,7,8,9]}"))
        .containsExactly(
            "m.yaml:8: `training.grid`: the grid has 11 x 10 = 110 combinations, at most 100 are"
                + " tried; give fewer values");
    assertThat(problems(start + "class_weights: {}"))
        .containsExactly(
            "m.yaml:8: `training.class_weights` names no class; name one, or remove it");
    assertThat(problems(start + "class_weights: {maybe: 2}"))
        .containsExactly(
            "m.yaml:8: `training.class_weights`: class `maybe` has a weight, but the classes of task"
                + " `binary` are `0` and `1`");
    assertThat(problems(start + "class_weights: balansed"))
        .containsExactly(
            "m.yaml:8: `training.class_weights` is neither `balanced` nor a map of classes such as"
                + " `{ cancelled: 5 }`; did you mean `balanced`? (`balansed`)");
    assertThat(problems(start + "parameters: {depth: 2}").get(0))
        .startsWith(
            "m.yaml:8: unknown key `depth` in `training.parameters`; known keys: iterations");
    assertThat(problems(start + "parameters: {max_depth: 31}"))
        .containsExactly(
            "m.yaml:8: `training.parameters.max_depth` is `31`, but must be at most 30");
    assertThat(problems("label: late\nfeatures: {x: {kind: numeric}}\nsplit: {held_out: 0.1}"))
        .containsExactly("m.yaml:7: `training.split` by time lacks the key `column`");
  }

  @Test
  void theSchemaHasTheParametersOfTheAlgorithmsWithTheirRanges() {
    JsonNode training = new MonitorSchema().tree().at("/properties/training/properties");
    for (Parameter parameter : Parameter.values()) {
      JsonNode one = training.at("/parameters/properties/" + parameter.key());
      JsonNode items = training.at("/grid/properties/" + parameter.key() + "/items");
      for (JsonNode node : List.of(one, items)) {
        assertThat(node.path("type").asText())
            .isEqualTo(parameter.isWhole() ? "integer" : "number");
        assertThat(node.path("minimum").asDouble()).isEqualTo(parameter.min());
        assertThat(node.path("maximum").asDouble()).isEqualTo(parameter.max());
      }
    }
    assertThat(training.at("/parameters/properties")).hasSize(Parameter.values().length);
    assertThat(training.at("/grid/properties")).hasSize(Parameter.values().length);
    List<String> metrics =
        Arrays.stream(Metric.values())
            .filter(m -> Arrays.stream(Task.values()).anyMatch(t -> Tuning.misfit(m, t).isEmpty()))
            .map(Metric::key)
            .toList();
    assertThat(training.at("/tuning/properties/metric/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(metrics);
  }
}
