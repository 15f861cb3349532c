package io.tidemark.training.estimation;

import io.tidemark.training.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/**
 * The quality to expect of a classifier of several classes on rows without labels: means over the
 * classes, of which each is one class against all others with a calibrator of its own (see {@link
 * EstimatedQuality}).
 *
 * <p>A class counts if it is predicted, or half a row of it is to be expected. The interval is the
 * mean of the classes' intervals. One label bears on two classes, so that their errors depend on
 * each other; but the standard deviation of a mean is never above the mean of the standard
 * deviations, whatever they share. So the interval holds at least 95 %, and is wider than need be
 * where there are many classes.
 *
 * <p>How often a prediction is right, the accuracy, needs no classes: it is {@link
 * EstimatedQuality} with the question whether it is.
 */
public final class EstimatedClasses {
  private static final double LEAST_EXPECTED = 0.5;

  /** The metrics that are estimated. */
  public static final List<Metric> METRICS =
      List.of(Metric.MACRO_F1, Metric.MACRO_PRECISION, Metric.MACRO_RECALL);

  private EstimatedClasses() {}

  /**
   * Estimates.
   *
   * @param unlabelled by class, cells of the rows without a label
   * @param calibrators by class; a class without one has its probabilities taken as they are
   * @return each of {@link #METRICS}; NaN without a class that counts
   */
  public static Map<Metric, Estimate> of(
      SortedMap<String, List<ScoreCell>> unlabelled, Map<String, Calibrator> calibrators) {
    List<Map<Metric, Estimate>> classes =
        unlabelled.entrySet().stream()
            .filter(of -> counts(of.getValue(), calibrator(of.getKey(), calibrators)))
            .map(of -> EstimatedQuality.of(of.getValue(), calibrator(of.getKey(), calibrators)))
            .toList();
    Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
    estimates.put(Metric.MACRO_F1, mean(classes, Metric.F1));
    estimates.put(Metric.MACRO_PRECISION, mean(classes, Metric.PRECISION));
    estimates.put(Metric.MACRO_RECALL, mean(classes, Metric.RECALL));
    return Collections.unmodifiableMap(estimates);
  }

  private static Calibrator calibrator(String name, Map<String, Calibrator> calibrators) {
    return calibrators.getOrDefault(name, Calibrator.raw());
  }

  private static boolean counts(List<ScoreCell> cells, Calibrator calibrator) {
    return cells.stream().anyMatch(ScoreCell::chosen)
        || cells.stream().mapToDouble(c -> c.rows() * calibrator.probability(c)).sum()
            >= LEAST_EXPECTED;
  }

  private static Estimate mean(List<Map<Metric, Estimate>> classes, Metric metric) {
    return classes.isEmpty()
        ? Estimate.UNDEFINED
        : new Estimate(
            mean(classes, metric, Estimate::value),
            mean(classes, metric, Estimate::low),
            mean(classes, metric, Estimate::high));
  }

  /**
   * What is not defined of a class, as the precision of one that is never predicted, counts as 0.
   */
  private static double mean(
      List<Map<Metric, Estimate>> classes, Metric metric, ToDoubleFunction<Estimate> part) {
    return classes.stream()
        .map(of -> of.getOrDefault(metric, Estimate.UNDEFINED))
        .mapToDouble(of -> Double.isNaN(of.value()) ? 0 : part.applyAsDouble(of))
        .average()
        .orElse(Double.NaN);
  }
}
