package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatorTest {
  private static final double TOLERANCE = 1e-12;
  private static final List<String> CLASSES = List.of("a", "b", "c d", "é");

  static List<Oracle> binary() throws IOException {
    return Oracle.read("evaluation-oracle.txt");
  }

  static List<Oracle> multiclass() throws IOException {
    return Oracle.read("multiclass-oracle.txt");
  }

  static List<Oracle> regression() throws IOException {
    return Oracle.read("regression-oracle.txt");
  }

  private static Dataset<Row> table(List<Row> rows, String ddl) {
    return TestingSpark.session().createDataFrame(rows, StructType.fromDDL(ddl)).repartition(3);
  }

  private static Row scored(double label, double score) {
    return RowFactory.create(label, score > 0.5 ? 1.0 : 0.0, score);
  }

  private static Dataset<Row> scored(Oracle oracle) {
    return scored(
        oracle.rows().stream()
            .map(r -> scored(Double.parseDouble(r.get(0)), Double.parseDouble(r.get(1))))
            .toList());
  }

  private static Dataset<Row> scored(List<Row> rows) {
    return table(rows, "label double, prediction double, score double");
  }

  private static Dataset<Row> numbers(Oracle oracle) {
    return table(
        oracle.rows().stream()
            .map(r -> RowFactory.create(Double.parseDouble(r.get(0)), Double.parseDouble(r.get(1))))
            .toList(),
        "label double, prediction double");
  }

  private static Dataset<Row> classes(Oracle oracle) {
    List<Row> rows = new ArrayList<>();
    for (List<String> line : oracle.rows()) {
      List<Double> p = line.subList(2, line.size()).stream().map(Double::parseDouble).toList();
      double ofLabel = p.get(CLASSES.indexOf(line.get(0)));
      double squares = p.stream().mapToDouble(v -> v * v).sum();
      rows.add(RowFactory.create(line.get(0), line.get(1), ofLabel, squares - 2 * ofLabel + 1));
    }
    return table(rows, "label string, prediction string, score double, brier double");
  }

  private static Evaluation evaluate(double... labelsAndScores) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < labelsAndScores.length; i += 2) {
      rows.add(scored(labelsAndScores[i], labelsAndScores[i + 1]));
    }
    return Evaluator.measure(scored(rows), spec(Task.BINARY));
  }

  private static EvaluationSpec spec(Task task) {
    return EvaluationSpec.of(task, "late");
  }

  private static EvaluationSpec detailed(Task task) {
    EvaluationSpec plain = spec(task);
    return new EvaluationSpec(task, "late", List.of(), 1, 10, true, false, plain.confidence(), 0);
  }

  private static void assertMatches(Oracle oracle, Evaluation e, double tolerance) {
    assertThat(e.rows()).isEqualTo(oracle.rows().size());
    assertThat(e.metrics().keySet()).containsExactlyElementsOf(Metric.of(e.task()));
    e.metrics()
        .forEach(
            (metric, value) ->
                assertThat(value)
                    .as(metric.key())
                    .isCloseTo(expected(oracle, metric.key()), within(tolerance)));
  }

  private static double expected(Oracle oracle, String key) {
    return Objects.requireNonNull(oracle.expected().get(key), key);
  }

  @ParameterizedTest
  @MethodSource("binary")
  void metricsOfBinaryClassifiersEqualThoseOfScikitLearn(Oracle oracle) {
    Evaluation e = Evaluator.measure(scored(oracle), spec(Task.BINARY));
    assertMatches(oracle, e, TOLERANCE);
    assertThat(e.positiveShare()).isEqualTo(expected(oracle, "positive_share"));
  }

  @ParameterizedTest
  @MethodSource("multiclass")
  void metricsOfSeveralClassesEqualThoseOfScikitLearn(Oracle oracle) {
    Evaluation e = Evaluator.measure(classes(oracle), spec(Task.MULTICLASS));
    assertMatches(oracle, e, TOLERANCE);
    assertThat(e.positiveShare()).isNaN();
  }

  @ParameterizedTest
  @MethodSource("regression")
  void metricsOfRegressionEqualThoseOfScikitLearnAndNumPy(Oracle oracle) {
    // At an offset of 1e9 a double holds seven digits of the errors.
    double tolerance = oracle.name().equals("offset") ? 1e-6 : 1e-10;
    assertMatches(oracle, Evaluator.measure(numbers(oracle), spec(Task.REGRESSION)), tolerance);
  }

  @Test
  void oneClassAloneHasNoArea() {
    Evaluation positives = evaluate(1, 0.9, 1, 0.1);
    assertThat(positives.value(Metric.AUC)).isNaN();
    assertThat(positives.value(Metric.PR_AUC)).isEqualTo(1);
    assertThat(positives.value(Metric.RECALL)).isEqualTo(0.5);
    assertThat(positives.value(Metric.PRECISION)).isEqualTo(1);
    Evaluation negatives = evaluate(0, 0.2, 0, 0.1);
    assertThat(negatives.value(Metric.AUC)).isNaN();
    assertThat(negatives.value(Metric.PR_AUC)).isNaN();
    assertThat(negatives.value(Metric.RECALL)).isNaN();
    assertThat(negatives.value(Metric.PRECISION)).isNaN();
    assertThat(negatives.value(Metric.F1)).isNaN();
    assertThat(negatives.value(Metric.ACCURACY)).isEqualTo(1);
    assertThat(negatives.positiveShare()).isZero();
  }

  @Test
  void aCertainMistakeCostsAClippedLoss() {
    assertThat(evaluate(1, 0, 1, 1).value(Metric.LOG_LOSS))
        .isCloseTo((-Math.log(1e-15) - Math.log(1 - 1e-15)) / 2, within(TOLERANCE));
  }

  @Test
  void aProbabilityThatIsNotANumberLeavesOnlyWhatNeedsNone() {
    Evaluation e = evaluate(1, 0.9, 0, Double.NaN, 1, 0.2);
    assertThat(e.value(Metric.RECALL)).isEqualTo(0.5);
    for (Metric metric :
        List.of(
            Metric.AUC, Metric.PR_AUC, Metric.LOG_LOSS, Metric.BRIER, Metric.CALIBRATION_ERROR)) {
      assertThat(e.value(metric)).as(metric.key()).isNaN();
    }
  }

  @Test
  void aPredictionThatIsNotANumberLeavesNoMetricOfRegression() {
    Evaluation e =
        Evaluator.measure(
            table(
                List.of(RowFactory.create(1.0, 1.0), RowFactory.create(2.0, Double.NaN)),
                "label double, prediction double"),
            spec(Task.REGRESSION));
    assertThat(e.rows()).isEqualTo(2);
    assertThat(e.metrics().values()).allMatch(v -> v.isNaN());
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
    Dataset<Row> infinite =
        table(
            List.of(RowFactory.create(Double.NaN, 1.0), RowFactory.create(1.0, 1.0)),
            "label double, prediction double");
    assertThatThrownBy(() -> Evaluator.measure(infinite, spec(Task.REGRESSION)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "label `late` is NaN or infinite on 1 of 2 rows; make it null there, or correct it");
  }

  @Test
  void curvesOfABinaryClassifierFollowItsScoresInAtMostTwoHundredPoints() throws IOException {
    for (Oracle oracle : binary()) {
      Evaluation e = Evaluator.measure(scored(oracle), detailed(Task.BINARY));
      Curves curves = Objects.requireNonNull(e.curves());
      assertThat(curves.roc()).hasSizeBetween(2, 201);
      assertThat(curves.roc().get(0)).isEqualTo(new Curves.Point(0, 0));
      assertThat(curves.roc().get(curves.roc().size() - 1)).isEqualTo(new Curves.Point(1, 1));
      assertThat(area(curves.roc())).isCloseTo(expected(oracle, "auc"), within(0.01));
      assertThat(curves.precisionRecall()).hasSizeBetween(1, 200);
      assertThat(curves.precisionRecall().get(0).x()).isEqualTo(1);
      assertThat(curves.precisionRecall().get(0).y()).isEqualTo(e.positiveShare());
      assertThat(curves.errors()).isEmpty();
      double gap = 0;
      for (Curves.CalibrationBin bin : curves.calibration()) {
        gap += bin.rows() * Math.abs(bin.predicted() - bin.observed());
      }
      assertThat(gap / e.rows()).isCloseTo(e.value(Metric.CALIBRATION_ERROR), within(TOLERANCE));
      assertThat(curves.calibration()).hasSizeBetween(1, 10);
      Confusion confusion = Objects.requireNonNull(e.confusion());
      assertThat(confusion.classes()).containsExactly("0", "1");
      assertThat(confusion.rows().stream().flatMap(List::stream).mapToLong(v -> v).sum())
          .isEqualTo(e.rows());
      assertThat((double) confusion.rows().get(1).get(1) / e.rows() / e.positiveShare())
          .isCloseTo(e.value(Metric.RECALL), within(TOLERANCE));
    }
  }

  private static double area(List<Curves.Point> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      Curves.Point a = curve.get(i - 1);
      Curves.Point b = curve.get(i);
      assertThat(b.x()).isGreaterThanOrEqualTo(a.x());
      assertThat(b.y()).isGreaterThanOrEqualTo(a.y());
      area += (b.x() - a.x()) * (a.y() + b.y()) / 2;
    }
    return area;
  }

  @Test
  void curvesOfRegressionAreQuantilesOfTheErrorAndBinsOfThePrediction() throws IOException {
    for (Oracle oracle : regression()) {
      Evaluation e = Evaluator.measure(numbers(oracle), detailed(Task.REGRESSION));
      Curves curves = Objects.requireNonNull(e.curves());
      double[] errors =
          oracle.rows().stream()
              .mapToDouble(r -> Double.parseDouble(r.get(1)) - Double.parseDouble(r.get(0)))
              .sorted()
              .toArray();
      assertThat(curves.errors()).hasSize(101);
      for (int k = 0; k <= 100; k++) {
        assertThat(curves.errors().get(k).x()).isEqualTo(k / 100.0);
        assertThat(curves.errors().get(k).y())
            .as("%s %d", oracle.name(), k)
            .isEqualTo(errors[(errors.length - 1) * k / 100]);
      }
      assertThat(curves.calibration().stream().mapToLong(Curves.CalibrationBin::rows).sum())
          .isEqualTo(e.rows());
      assertThat(curves.calibration())
          .isSortedAccordingTo((a, b) -> Double.compare(a.predicted(), b.predicted()));
      assertThat(e.confusion()).isNull();
    }
  }

  @Test
  void theConfusionMatrixOfSeveralClassesHasAllThatOccur() throws IOException {
    Oracle gaps = multiclass().get(1);
    Confusion confusion =
        Objects.requireNonNull(
            Evaluator.measure(classes(gaps), detailed(Task.MULTICLASS)).confusion());
    assertThat(confusion.classes()).isEqualTo(CLASSES);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        String label = CLASSES.get(i);
        String prediction = CLASSES.get(j);
        assertThat(confusion.rows().get(i).get(j))
            .isEqualTo(
                gaps.rows().stream()
                    .filter(r -> r.get(0).equals(label) && r.get(1).equals(prediction))
                    .count());
      }
    }
  }

  @Test
  void theNumberOfJobsGrowsNeitherWithTheRowsNorWithTheSlices() throws Exception {
    List<Oracle> cases = binary();
    int few = TestingSpark.jobs(() -> Evaluator.measure(scored(cases.get(0)), spec(Task.BINARY)));
    int many = TestingSpark.jobs(() -> Evaluator.measure(scored(cases.get(2)), spec(Task.BINARY)));
    assertThat(many).isEqualTo(few).isLessThanOrEqualTo(12);
    int two = jobsForSlices(2);
    assertThat(jobsForSlices(100)).isEqualTo(two).isLessThanOrEqualTo(24);
  }

  private static int jobsForSlices(int slices) throws Exception {
    Dataset<Row> rows = sliced(slices).withColumnRenamed("s", "tidemark_slice_0").localCheckpoint();
    EvaluationSpec spec =
        new EvaluationSpec(
            Task.BINARY, "late", List.of(List.of("s")), 1, 100, true, false, 0.95, 0);
    List<Evaluation> evaluations = new ArrayList<>();
    int jobs = TestingSpark.jobs(() -> evaluations.add(Evaluator.measure(rows, spec)));
    assertThat(evaluations.get(0).slices()).hasSize(slices);
    return jobs;
  }

  private static Dataset<Row> sliced(int slices) {
    return TestingSpark.table(
        """
        select cast(id %% 3 = 0 as double) label, cast(id %% 5 = 0 as double) prediction,
          (id %% 7) / 7D score, array(if(id %% %1$d = 0, null, cast(id %% %1$d as string))) s
        from range(0, 4000, 1, 3)
        """
            .formatted(slices));
  }

  @Test
  void eachSliceIsMeasuredAsIfItWereAlone() {
    Dataset<Row> rows = sliced(3).withColumnRenamed("s", "tidemark_slice_0");
    EvaluationSpec spec = spec(Task.BINARY).by(List.of(List.of("s")));
    Evaluation e = Evaluator.measure(rows, spec);
    assertThat(e.slices()).extracting(SliceQuality::rows).containsExactly(1334L, 1333L, 1333L);
    assertThat(e.slices().get(0).values()).containsOnlyNulls();
    assertThat(e.slices().get(1).values()).containsExactly("1");
    for (SliceQuality slice : e.slices()) {
      String value = slice.values().get(0);
      Dataset<Row> alone =
          sliced(3).where(value == null ? "s[0] is null" : "s[0] = '" + value + "'").drop("s");
      Map<Metric, Double> expected = Evaluator.measure(alone, spec(Task.BINARY)).metrics();
      expected.forEach(
          (metric, of) ->
              assertThat(slice.metrics().get(metric))
                  .as(metric.key())
                  .isCloseTo(of, within(TOLERANCE)));
    }
  }

  @Test
  void onlyTheLargestSlicesWithEnoughRowsAreMeasured() {
    Dataset<Row> rows =
        TestingSpark.table(
            "select 1D label, 1D prediction, 0.5D score, array(cast(floor(sqrt(id)) as string))"
                + " tidemark_slice_0 from range(100)");
    EvaluationSpec spec =
        new EvaluationSpec(Task.BINARY, "late", List.of(List.of("s")), 5, 3, false, false, 0.95, 0);
    assertThat(Evaluator.measure(rows, spec).slices())
        .extracting(SliceQuality::rows)
        .containsExactly(19L, 17L, 15L);
    EvaluationSpec all =
        new EvaluationSpec(
            Task.BINARY, "late", List.of(List.of("s")), 5, 99, false, false, 0.95, 0);
    assertThat(Evaluator.measure(rows, all).slices()).hasSize(8);
  }
}
