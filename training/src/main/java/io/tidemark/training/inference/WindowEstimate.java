package io.tidemark.training.inference;

import io.tidemark.training.Metric;
import io.tidemark.training.estimation.Calibrator;
import io.tidemark.training.estimation.Estimate;
import io.tidemark.training.estimation.EstimatedQuality;
import io.tidemark.training.estimation.ScoreCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The quality to expect of a window's rows whose label has not arrived. The score is calibrated on
 * the labelled rows of the reference or, without one, of the windows before. It assumes that the
 * probability of the label given the score has not changed since.
 *
 * @param rows rows without a label that have a prediction and a valid score
 * @param method {@link Calibrator#ISOTONIC}, or {@link Calibrator#RAW} if there were too few labels
 * @param calibrationRows labelled rows to calibrate on
 * @param calibrationPositives positive ones among them
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
    List<ScoreCell> known =
        new ArrayList<>(reference == null ? List.of() : reference.labelledCells());
    List<WindowEstimate> estimates = new ArrayList<>();
    for (InferenceWindow window : log.windows()) {
      estimates.add(of(window, known, leastLabelled));
      if (reference == null) {
        known.addAll(window.labelledCells());
      }
    }
    return estimates;
  }

  private static WindowEstimate of(
      InferenceWindow window, List<ScoreCell> labelled, long leastLabelled) {
    Optional<Calibrator> calibrated = Calibrator.isotonic(labelled, leastLabelled);
    Calibrator calibrator = calibrated.orElseGet(Calibrator::raw);
    return new WindowEstimate(
        window.unlabelledCells().stream().mapToLong(ScoreCell::rows).sum(),
        calibrator.method(),
        labelled.stream().mapToLong(ScoreCell::rows).sum(),
        labelled.stream().mapToLong(ScoreCell::positives).sum(),
        Calibrator.expectedError(labelled),
        EstimatedQuality.of(window.unlabelledCells(), calibrator));
  }
}
