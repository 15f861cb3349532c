package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Models without a penalty have one solution, which scikit-learn finds as well. */
class ModelOracleTest {
  private static final List<String[]> LINES = lines();
  private static final Dataset<Row> ROWS = rows();

  private static List<String[]> lines() {
    try (InputStream in = ModelOracleTest.class.getResourceAsStream("models-oracle.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String[] line : LINES) {
      if (line[0].equals("row")) {
        rows.add(
            RowFactory.create(
                rows.size(),
                Double.parseDouble(line[1]),
                Double.parseDouble(line[2]),
                Double.parseDouble(line[3]),
                Integer.parseInt(line[4]),
                line[5],
                Double.parseDouble(line[6])));
      }
    }
    return TestingSpark.session()
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "i int, x1 double, x2 double, x3 double, late int, kind string, price double"))
        .selectExpr("*", "timestamp_seconds(i) at");
  }

  private static TrainedModel train(Task task, String label, @Nullable ClassWeights weights) {
    TrainedModel trained =
        new Trainer()
            .train(
                ROWS,
                new TrainingSpec(
                    task,
                    label,
                    IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new Feature("x" + i, "x" + i, Feature.Kind.NUMERIC))
                        .toList(),
                    Learner.of(
                        Algorithm.usual(task),
                        Map.of(
                            Parameter.REGULARIZATION, 0.0,
                            Parameter.TOLERANCE, 1e-12,
                            Parameter.ITERATIONS, 1000.0)),
                    new Split.ByTime("at", 0.25),
                    weights,
                    1));
    assertThat(trained.card().trainRows()).isEqualTo(150);
    return trained;
  }

  private static List<double[]> expected(String name) {
    return LINES.stream()
        .filter(line -> line[0].equals("model") && line[1].equals(name))
        .map(line -> Arrays.stream(line).skip(2).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static void assertLogistic(TrainedModel trained, String name, double tolerance) {
    LogisticRegressionModel model = (LogisticRegressionModel) Predictor.of(trained.model()).model();
    List<double[]> expected = expected(name);
    assertThat(model.coefficientMatrix().numRows()).isEqualTo(expected.size());
    for (int k = 0; k < expected.size(); k++) {
      assertThat(model.interceptVector().apply(k)).isCloseTo(expected.get(k)[0], within(tolerance));
      for (int j = 0; j < 3; j++) {
        assertThat(model.coefficientMatrix().apply(k, j))
            .isCloseTo(expected.get(k)[j + 1], within(tolerance));
      }
    }
  }

  @Test
  void binaryLogisticRegressionIsThatOfScikitLearn() {
    assertLogistic(train(Task.BINARY, "late", null), "binary", 1e-3);
  }

  @Test
  void balancedClassWeightsAreThoseOfScikitLearn() {
    assertLogistic(train(Task.BINARY, "late", new ClassWeights.Balanced()), "balanced", 1e-3);
  }

  @Test
  void multinomialLogisticRegressionIsThatOfScikitLearn() {
    assertLogistic(train(Task.MULTICLASS, "kind", null), "multiclass", 1e-3);
  }

  @Test
  void leastSquaresAreThoseOfScikitLearn() {
    LinearRegressionModel model =
        (LinearRegressionModel) Predictor.of(train(Task.REGRESSION, "price", null).model()).model();
    double[] expected = expected("regression").get(0);
    assertThat(model.intercept()).isCloseTo(expected[0], within(1e-6));
    for (int j = 0; j < 3; j++) {
      assertThat(model.coefficients().apply(j)).isCloseTo(expected[j + 1], within(1e-6));
    }
  }
}
