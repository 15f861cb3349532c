package io.tidemark.training.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EstimatedClassesTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static Estimate of(Map<Metric, Estimate> found, Metric metric) {
    return found.getOrDefault(metric, Estimate.UNDEFINED);
  }

  /** Two rows predicted a with probability 0.8, one predicted b with 0.6, nothing else possible. */
  @Test
  void estimatesAreMeansOfTheExpectedCountsOfEachClass() {
    SortedMap<String, List<ScoreCell>> classes = new TreeMap<>();
    classes.put("a", new TestingScores().add(.8, true, 2, 0).add(.4, false, 1, 0).cells());
    classes.put("b", new TestingScores().add(.2, false, 2, 0).add(.6, true, 1, 0).cells());

    Map<Metric, Estimate> found = EstimatedClasses.of(classes, Map.of());

    // Expected of a: 1.6 hits, 2 predicted, 2 rows; of b: 0.6 hits, 1 predicted, 1 row.
    assertThat(of(found, Metric.MACRO_PRECISION).value()).isCloseTo((0.8 + 0.6) / 2, offset(1e-12));
    assertThat(of(found, Metric.MACRO_RECALL).value()).isCloseTo((0.8 + 0.6) / 2, offset(1e-12));
    assertThat(of(found, Metric.MACRO_F1).value()).isCloseTo((0.8 + 0.6) / 2, offset(1e-12));
  }

  @Test
  void aClassThatIsNeverPredictedCountsOnceHalfARowOfItIsToBeExpected() {
    SortedMap<String, List<ScoreCell>> classes = new TreeMap<>();
    classes.put("a", new TestingScores().add(1, true, 100, 0).cells());
    classes.put("rare", new TestingScores().add(.004, false, 100, 0).cells());
    assertThat(of(EstimatedClasses.of(classes, Map.of()), Metric.MACRO_PRECISION).value())
        .isCloseTo(1, offset(1e-12));

    classes.put("rare", new TestingScores().add(.006, false, 100, 0).cells());
    Map<Metric, Estimate> found = EstimatedClasses.of(classes, Map.of());
    assertThat(of(found, Metric.MACRO_PRECISION).value()).isCloseTo(0.5, offset(1e-12));
    assertThat(of(found, Metric.MACRO_RECALL).value()).isCloseTo(0.5, offset(1e-12));
  }

  @Test
  void withoutClassesNothingIsDefined() {
    Map<Metric, Estimate> none = EstimatedClasses.of(new TreeMap<>(), Map.of());

    assertThat(none.keySet()).containsExactlyInAnyOrderElementsOf(EstimatedClasses.METRICS);
    assertThat(none.values()).allMatch(estimate -> Double.isNaN(estimate.value()));
  }

  @Test
  void intervalsHoldTheRealisedMetricInAtLeast95PercentOfSimulatedWindows() {
    Random random = new Random(20260302);
    int windows = 200;
    Map<Metric, Integer> held = new EnumMap<>(Metric.class);
    for (int i = 0; i < windows; i++) {
      Map<String, Calibrator> calibrators = new HashMap<>();
      new Window(random, 3_000)
          .cells.forEach(
              (name, cells) ->
                  calibrators.put(name, Calibrator.isotonic(cells, 500).orElseThrow()));
      Window window = new Window(random, 1_000);
      Map<Metric, Estimate> found = EstimatedClasses.of(window.cells, calibrators);
      window
          .realised()
          .forEach(
              (metric, realised) -> {
                Estimate estimate = of(found, metric);
                if (estimate.low() <= realised && realised <= estimate.high()) {
                  held.merge(metric, 1, Integer::sum);
                }
              });
    }
    for (Metric metric : EstimatedClasses.METRICS) {
      assertThat(held.getOrDefault(metric, 0) / (double) windows)
          .as(metric.key())
          .isGreaterThanOrEqualTo(0.95);
    }
  }

  /** Rows of a model that is too sure of itself, with what came true. */
  private static final class Window {
    private final double[] labels = new double[NAMES.size()];
    private final double[] chosen = new double[NAMES.size()];
    private final double[] hits = new double[NAMES.size()];
    private final SortedMap<String, List<ScoreCell>> cells = new TreeMap<>();

    Window(Random random, int rows) {
      List<TestingScores> scores = new ArrayList<>();
      NAMES.forEach(name -> scores.add(new TestingScores()));
      for (int i = 0; i < rows; i++) {
        double[] odds = random.doubles(NAMES.size()).map(u -> 3 * u).toArray();
        double[] said = shares(odds, 1.5);
        int label = draw(random, shares(odds, 1));
        int prediction = largest(said);
        labels[label]++;
        chosen[prediction]++;
        hits[label] += label == prediction ? 1 : 0;
        for (int k = 0; k < said.length; k++) {
          scores.get(k).add(said[k], k == prediction, k == label);
        }
      }
      for (int k = 0; k < scores.size(); k++) {
        cells.put(NAMES.get(k), scores.get(k).cells());
      }
    }

    private static double[] shares(double[] odds, double sharpness) {
      double[] shares = new double[odds.length];
      double sum = 0;
      for (int k = 0; k < odds.length; k++) {
        shares[k] = Math.exp(sharpness * odds[k]);
        sum += shares[k];
      }
      for (int k = 0; k < odds.length; k++) {
        shares[k] /= sum;
      }
      return shares;
    }

    private static int draw(Random random, double[] shares) {
      double u = random.nextDouble();
      int k = 0;
      while (k < shares.length - 1 && u >= shares[k]) {
        u -= shares[k++];
      }
      return k;
    }

    private static int largest(double[] shares) {
      int largest = 0;
      for (int k = 1; k < shares.length; k++) {
        largest = shares[k] > shares[largest] ? k : largest;
      }
      return largest;
    }

    Map<Metric, Double> realised() {
      double f1 = 0;
      double precision = 0;
      double recall = 0;
      for (int k = 0; k < labels.length; k++) {
        f1 += 2 * hits[k] / (labels[k] + chosen[k]) / labels.length;
        precision += hits[k] / chosen[k] / labels.length;
        recall += hits[k] / labels[k] / labels.length;
      }
      return Map.of(
          Metric.MACRO_F1, f1, Metric.MACRO_PRECISION, precision, Metric.MACRO_RECALL, recall);
    }
  }
}
