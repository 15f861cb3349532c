package io.tidemark.training.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimatedQualityTest {
  private static final long[] ROWS = {90, 70, 50, 40, 30, 25, 20, 20, 25, 30, 20, 10};
  private static final double Z = 1.959963984540054;

  private static List<ScoreCell> unlabelled() {
    TestingScores scores = new TestingScores();
    for (int i = 0; i < ROWS.length; i++) {
      scores.add(CalibratorTest.SCORES[i], CalibratorTest.SCORES[i] > 0.5, ROWS[i], 0);
    }
    return scores.cells();
  }

  /**
   * numpy 2.4.6: sums over single rows, AUC over all pairs of different rows, with the
   * probabilities of {@link CalibratorTest}.
   */
  @Test
  void estimatesAreThoseOfTheExpectedCounts() {
    Map<Metric, Estimate> found = EstimatedQuality.of(unlabelled(), CalibratorTest.calibrator());

    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(EstimatedQuality.METRICS);
    assertValue(found, Metric.ACCURACY, 0.808063900752);
    assertValue(found, Metric.PRECISION, 0.688846020807);
    assertValue(found, Metric.RECALL, 0.59193650434);
    assertValue(found, Metric.F1, 0.636724967087);
    assertValue(found, Metric.BRIER, 0.134741110112);
    assertValue(found, Metric.LOG_LOSS, 0.420300265681);
    assertValue(found, Metric.AUC, 0.850081943313);
  }

  @Test
  void withoutCalibrationTheScoresAreTheProbabilities() {
    Map<Metric, Estimate> found = EstimatedQuality.of(unlabelled(), Calibrator.raw());

    assertValue(found, Metric.ACCURACY, 0.805);
    assertValue(found, Metric.PRECISION, 0.709047619048);
    assertValue(found, Metric.RECALL, 0.582778864971);
    assertValue(found, Metric.F1, 0.639742212675);
    assertValue(found, Metric.BRIER, 0.13621744186);
    assertValue(found, Metric.LOG_LOSS, 0.424262122018);
    assertValue(found, Metric.AUC, 0.852477640114);
  }

  private static void assertValue(Map<Metric, Estimate> found, Metric metric, double expected) {
    assertThat(of(found, metric).value()).as(metric.key()).isCloseTo(expected, offset(1e-11));
  }

  private static Estimate of(Map<Metric, Estimate> found, Metric metric) {
    return found.getOrDefault(metric, Estimate.UNDEFINED);
  }

  /**
   * numpy 2.4.6: standard deviation of the realised metric over 200,000 draws, each of the blocks'
   * probabilities (normal, with their error) and then of the labels.
   */
  @Test
  void intervalsAreAsWideAsTheRealisedMetricScatters() {
    Map<Metric, Double> scatter =
        new EnumMap<>(
            Map.of(
                Metric.ACCURACY, 0.02416,
                Metric.PRECISION, 0.05708,
                Metric.RECALL, 0.04602,
                Metric.F1, 0.04327,
                Metric.BRIER, 0.01298,
                Metric.LOG_LOSS, 0.03629,
                Metric.AUC, 0.02773));
    Map<Metric, Estimate> found = EstimatedQuality.of(unlabelled(), CalibratorTest.calibrator());

    scatter.forEach(
        (metric, deviation) ->
            assertThat((of(found, metric).high() - of(found, metric).low()) / 2 / Z)
                .as(metric.key())
                .isCloseTo(deviation, within(0.04 * deviation)));
  }

  @Test
  void nominalIntervalsHoldTheRealisedMetricInAtLeast92PercentOfSimulatedWindows() {
    Random random = new Random(20260301);
    int windows = 400;
    Map<Metric, Integer> held = new EnumMap<>(Metric.class);
    for (int i = 0; i < windows; i++) {
      Calibrator calibrator =
          Calibrator.isotonic(window(random, 3_000).labelled().cells(), 500).orElseThrow();
      Window window = window(random, 1_000);
      Map<Metric, Estimate> estimates =
          EstimatedQuality.of(window.unlabelled().cells(), calibrator);
      window
          .realised()
          .forEach(
              (metric, realised) -> {
                Estimate estimate = of(estimates, metric);
                if (estimate.low() <= realised && realised <= estimate.high()) {
                  held.merge(metric, 1, Integer::sum);
                }
              });
    }
    for (Metric metric : EstimatedQuality.METRICS) {
      assertThat(held.getOrDefault(metric, 0) / (double) windows)
          .as(metric.key())
          .isBetween(0.92, 0.99);
    }
  }

  @Test
  void aChangeOfWhatAScoreMeansIsNotSeen() {
    Calibrator calibrator = CalibratorTest.calibrator();

    // The same scores, whatever their labels turn out to be.
    assertThat(EstimatedQuality.of(CalibratorTest.labelled().cells(), calibrator))
        .isEqualTo(
            EstimatedQuality.of(
                CalibratorTest.labelled().cells().stream()
                    .map(EstimatedQualityTest::turned)
                    .toList(),
                calibrator));
  }

  private static ScoreCell turned(ScoreCell cell) {
    return new ScoreCell(
        cell.bin(),
        cell.chosen(),
        cell.rows(),
        cell.rows() - cell.positives(),
        cell.scores(),
        cell.squares(),
        cell.logs(),
        cell.complementLogs());
  }

  @Test
  void theOrderOfTheCellsDoesNotMatter() {
    List<ScoreCell> mixed = new ArrayList<>(unlabelled());
    Collections.shuffle(mixed, new Random(1));
    Map<Metric, Estimate> one = EstimatedQuality.of(unlabelled(), CalibratorTest.calibrator());
    Map<Metric, Estimate> other = EstimatedQuality.of(mixed, CalibratorTest.calibrator());

    one.forEach(
        (metric, estimate) -> {
          assertThat(of(other, metric).value()).isCloseTo(estimate.value(), offset(1e-12));
          assertThat(of(other, metric).low()).isCloseTo(estimate.low(), offset(1e-12));
        });
  }

  @Test
  void metricsThatAreNotDefinedAreNotANumber() {
    Map<Metric, Estimate> none = EstimatedQuality.of(List.of(), Calibrator.raw());
    Map<Metric, Estimate> noneChosen =
        EstimatedQuality.of(new TestingScores().add(0.2, false, 50, 0).cells(), Calibrator.raw());
    Map<Metric, Estimate> certain =
        EstimatedQuality.of(new TestingScores().add(0.0, false, 50, 0).cells(), Calibrator.raw());

    assertThat(none.values()).allMatch(estimate -> Double.isNaN(estimate.value()));
    assertThat(of(noneChosen, Metric.PRECISION).value()).isNaN();
    assertThat(of(noneChosen, Metric.PRECISION).high()).isNaN();
    assertThat(of(noneChosen, Metric.RECALL).value()).isZero();
    assertThat(of(noneChosen, Metric.AUC).value()).isCloseTo(0.5, offset(1e-12));
    assertThat(of(certain, Metric.AUC).value()).isNaN();
    assertThat(of(certain, Metric.ACCURACY).value()).isEqualTo(1);
  }

  @Test
  void intervalsStayWithinWhatAMetricCanBe() {
    TestingScores few = new TestingScores().add(0.9, true, 3, 0).add(0.1, false, 3, 0);
    Map<Metric, Estimate> found = EstimatedQuality.of(few.cells(), Calibrator.raw());

    found.forEach(
        (metric, estimate) -> {
          assertThat(estimate.low()).as(metric.key()).isGreaterThanOrEqualTo(0);
          if (metric != Metric.LOG_LOSS) {
            assertThat(estimate.high()).as(metric.key()).isLessThanOrEqualTo(1);
          }
        });
  }

  /** A window of rows whose scores are too modest, with what is realised of it. */
  private record Window(
      TestingScores labelled, TestingScores unlabelled, Map<Metric, Double> realised) {}

  private static Window window(Random random, int rows) {
    TestingScores labelled = new TestingScores();
    TestingScores unlabelled = new TestingScores();
    double[] scores = new double[rows];
    boolean[] positive = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      double odds = -0.8 + random.nextGaussian();
      scores[i] = 1 / (1 + Math.exp(-odds));
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.6 * odds - 0.3));
      labelled.add(scores[i], scores[i] > 0.5, positive[i]);
      unlabelled.add(scores[i], scores[i] > 0.5, false);
    }
    return new Window(labelled, unlabelled, realised(scores, positive));
  }

  private static Map<Metric, Double> realised(double[] scores, boolean[] positive) {
    double hits = 0;
    double chosen = 0;
    double positives = 0;
    double loss = 0;
    double brier = 0;
    double ordered = 0;
    for (int i = 0; i < scores.length; i++) {
      double label = positive[i] ? 1 : 0;
      positives += label;
      chosen += scores[i] > 0.5 ? 1 : 0;
      hits += scores[i] > 0.5 ? label : 0;
      loss -= Math.log(positive[i] ? scores[i] : 1 - scores[i]);
      brier += (scores[i] - label) * (scores[i] - label);
      for (int j = 0; positive[i] && j < scores.length; j++) {
        ordered += positive[j] ? 0 : scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
      }
    }
    double n = scores.length;
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.put(Metric.AUC, ordered / positives / (n - positives));
    values.put(Metric.F1, 2 * hits / (positives + chosen));
    values.put(Metric.PRECISION, hits / chosen);
    values.put(Metric.RECALL, hits / positives);
    values.put(Metric.ACCURACY, (n - positives - chosen + 2 * hits) / n);
    values.put(Metric.LOG_LOSS, loss / n);
    values.put(Metric.BRIER, brier / n);
    return values;
  }
}
