package io.tidemark.training.inference;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.estimation.Calibrator;
import io.tidemark.training.estimation.Estimate;
import io.tidemark.training.estimation.EstimatedClasses;
import io.tidemark.training.estimation.EstimatedQuality;
import io.tidemark.training.estimation.ScoreCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The quality to expect of a window's rows whose label has not arrived. The score is calibrated on
 * the labelled rows of the reference or, without one, of the windows before. It assumes that the
 * probability of the label given the score has not changed since.
 *
 * <p>Of several classes the accuracy is estimated from the probability of the predicted class, and
 * the means over the classes from the probabilities of all of them, where the log has them. A class
 * with too few labelled rows to calibrate on is taken at its word.
 *
 * @param rows rows without a label that have a prediction and a valid score
 * @param method {@link Calibrator#ISOTONIC}, or {@link Calibrator#RAW} if there were too few labels
 * @param calibrationRows labelled rows to calibrate on
 * @param calibrationPositives positive ones among them; of several classes those that are predicted
 *     right
 * @param calibrationError mean distance between score and share of positives on them, in [0, 1];
 *     NaN without such rows
 * @param values the metrics with their 95 % intervals; NaN where one is not defined
 */
public record WindowEstimate(
    long rows,
    String method,
    long calibrationRows,
    long calibrationPositives,
    double calibrationError,
    Map<Metric, Estimate> values) {

  /** Labelled rows below which the score is not calibrated, unless something else is said. */
  public static final long DEFAULT_LEAST_LABELLED = 500;

  public WindowEstimate {
    values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /**
   * Estimates all windows, in their order. Runs no Spark job.
   *
   * @param leastLabelled labelled rows below which scores are taken for probabilities as they are
   */
  public static List<WindowEstimate> of(InferenceWindows log, long leastLabelled) {
    InferenceWindow reference = log.reference();
    Known known = new Known(leastLabelled, new ArrayList<>(), new HashMap<>());
    if (reference != null) {
      known.learn(reference);
    }
    List<WindowEstimate> estimates = new ArrayList<>();
    for (InferenceWindow window : log.windows()) {
      estimates.add(known.estimate(window, log.task()));
      if (reference == null) {
        known.learn(window);
      }
    }
    return estimates;
  }

  /** The labelled rows to calibrate on, as a whole and by class. */
  private record Known(
      long leastLabelled, List<ScoreCell> cells, Map<String, List<ScoreCell>> classes) {

    void learn(InferenceWindow window) {
      cells.addAll(window.labelledCells());
      window
          .labelledClasses()
          .forEach(
              (name, more) -> classes.computeIfAbsent(name, of -> new ArrayList<>()).addAll(more));
    }

    WindowEstimate estimate(InferenceWindow window, Task task) {
      Calibrator calibrator = Calibrator.isotonic(cells, leastLabelled).orElseGet(Calibrator::raw);
      Map<Metric, Estimate> values = new EnumMap<>(Metric.class);
      values.putAll(EstimatedQuality.of(window.unlabelledCells(), calibrator));
      if (task == Task.MULTICLASS) {
        values.keySet().retainAll(List.of(Metric.ACCURACY));
        values.putAll(ofClasses(window));
      }
      return new WindowEstimate(
          window.unlabelledCells().stream().mapToLong(ScoreCell::rows).sum(),
          calibrator.method(),
          cells.stream().mapToLong(ScoreCell::rows).sum(),
          cells.stream().mapToLong(ScoreCell::positives).sum(),
          Calibrator.expectedError(cells),
          values);
    }

    private Map<Metric, Estimate> ofClasses(InferenceWindow window) {
      if (window.unlabelledClasses().isEmpty()) {
        return Map.of();
      }
      Map<String, Calibrator> calibrators = new HashMap<>();
      classes.forEach(
          (name, of) ->
              Calibrator.isotonic(of, leastLabelled).ifPresent(c -> calibrators.put(name, c)));
      return EstimatedClasses.of(window.unlabelledClasses(), calibrators);
    }
  }
}
