package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatorTest {
  private static final double TOLERANCE = 1e-12;
  private static final TrainingSpec SPEC =
      new TrainingSpec(
          Task.BINARY,
          "late",
          List.of(new Feature("x", "x", Feature.Kind.NUMERIC)),
          Algorithm.LOGISTIC_REGRESSION,
          "day",
          0.2,
          1);

  /** Labels and probabilities with what scikit-learn says of them. */
  record Case(String name, List<Double> expected, List<Row> rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    EvaluatorTest.class.getResourceAsStream("evaluation-oracle.txt")),
                StandardCharsets.UTF_8))) {
      for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("case")) {
          List<Double> expected =
              Arrays.stream(words)
                  .skip(2)
                  .map(w -> w.equals("nan") ? Double.NaN : Double.parseDouble(w))
                  .toList();
          cases.add(new Case(words[1], expected, new ArrayList<>()));
        } else {
          Row row = RowFactory.create(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
          cases.get(cases.size() - 1).rows().add(row);
        }
      }
    }
    return cases;
  }

  private static Dataset<Row> scored(List<Row> rows) {
    StructType schema = StructType.fromDDL("tidemark_label double, tidemark_score double");
    return TestingSpark.session().createDataFrame(rows, schema).repartition(3);
  }

  private static Evaluation evaluate(double... labelsAndScores) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < labelsAndScores.length; i += 2) {
      rows.add(RowFactory.create(labelsAndScores[i], labelsAndScores[i + 1]));
    }
    return Evaluator.measure(scored(rows), SPEC);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void measuresEqualThoseOfScikitLearn(Case oracle) {
    Evaluation e = Evaluator.measure(scored(oracle.rows()), SPEC);
    List<Double> actual =
        List.of(
            (double) e.rows(),
            e.positiveShare(),
            e.value(Metric.AUC),
            e.value(Metric.F1),
            e.value(Metric.PRECISION),
            e.value(Metric.RECALL),
            e.value(Metric.LOG_LOSS));
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i))
          .as("measure %d", i)
          .isCloseTo(oracle.expected().get(i), within(TOLERANCE));
    }
  }

  @Test
  void oneClassAloneHasNoArea() {
    Evaluation positives = evaluate(1, 0.9, 1, 0.1);
    assertThat(positives.value(Metric.AUC)).isNaN();
    assertThat(positives.value(Metric.RECALL)).isEqualTo(0.5);
    assertThat(positives.value(Metric.PRECISION)).isEqualTo(1);
    Evaluation negatives = evaluate(0, 0.2, 0, 0.1);
    assertThat(negatives.value(Metric.AUC)).isNaN();
    assertThat(negatives.value(Metric.RECALL)).isNaN();
    assertThat(negatives.value(Metric.PRECISION)).isNaN();
    assertThat(negatives.value(Metric.F1)).isNaN();
    assertThat(negatives.positiveShare()).isZero();
  }

  @Test
  void aCertainMistakeCostsAClippedLoss() {
    assertThat(evaluate(1, 0, 1, 1).value(Metric.LOG_LOSS))
        .isCloseTo((-Math.log(1e-15) - Math.log(1 - 1e-15)) / 2, within(TOLERANCE));
  }

  @Test
  void nothingToEvaluateOnIsAnException() {
    assertThatThrownBy(() -> evaluate())
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "label `late` is null on all rows, or there are none: nothing to evaluate on; check the"
                + " table's version and the label");
    assertThatThrownBy(() -> evaluate(2, 0.5, 1, 0.5))
        .isInstanceOf(TrainingException.class)
        .hasMessage("label `late` is neither 0 nor 1 on 1 of 2 rows; write it as a condition");
  }

  @Test
  void theNumberOfJobsDoesNotGrowWithTheRows() throws TimeoutException, IOException {
    List<Case> cases = cases();
    int few = TestingSpark.jobs(() -> Evaluator.measure(scored(cases.get(0).rows()), SPEC));
    int many = TestingSpark.jobs(() -> Evaluator.measure(scored(cases.get(2).rows()), SPEC));
    assertThat(many).isEqualTo(few).isLessThanOrEqualTo(12);
  }
}
