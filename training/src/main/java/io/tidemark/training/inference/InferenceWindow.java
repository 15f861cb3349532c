package io.tidemark.training.inference;

import io.tidemark.training.Metric;
import io.tidemark.training.estimation.ScoreCell;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an inference log holds of one window of time, or of the reference.
 *
 * @param from start, inclusive
 * @param to end, exclusive
 * @param rows rows in it; 0 in a window between others that has none
 * @param seconds length of the part of the window that the log covers: from its earliest row, or
 *     the end of the reference, to its latest row; 0 if that is one moment
 * @param errors rows whose status is no success
 * @param missingPredictions rows without a prediction that is a finite number, or a class
 * @param missingScores rows without a score; 0 if the log has no scores
 * @param invalidScores rows whose score is NaN or outside [0, 1]
 * @param labelled rows whose label has arrived
 * @param latency percentiles of the latency
 * @param versions rows by model version, the most frequent first, at most {@value
 *     InferenceLog#MOST_VERSIONS}
 * @param realised quality on the rows whose label has arrived
 * @param labelledCells scores and labels of the rows with a valid score, a prediction and a label;
 *     of several classes a right prediction is a positive label; empty for regression and without
 *     scores
 * @param unlabelledCells the same of those without a label
 * @param labelledClasses the same of each class against all others, from its probability; empty
 *     unless there are several classes and their probabilities
 * @param unlabelledClasses the same of those without a label
 */
public record InferenceWindow(
    Instant from,
    Instant to,
    long rows,
    double seconds,
    long errors,
    long missingPredictions,
    long missingScores,
    long invalidScores,
    long labelled,
    Percentiles latency,
    List<VersionRows> versions,
    Realised realised,
    List<ScoreCell> labelledCells,
    List<ScoreCell> unlabelledCells,
    SortedMap<String, List<ScoreCell>> labelledClasses,
    SortedMap<String, List<ScoreCell>> unlabelledClasses) {

  public InferenceWindow {
    versions = List.copyOf(versions);
    labelledCells = List.copyOf(labelledCells);
    unlabelledCells = List.copyOf(unlabelledCells);
    labelledClasses = Collections.unmodifiableSortedMap(labelledClasses);
    unlabelledClasses = Collections.unmodifiableSortedMap(unlabelledClasses);
  }

  /** Rows per second of the covered part of the window; NaN if that has no length. */
  public double rowsPerSecond() {
    return seconds > 0 ? rows / seconds : Double.NaN;
  }

  /**
   * Percentiles by nearest rank: the smallest value that at least so many percent of the values do
   * not exceed (numpy's {@code inverted_cdf}). Exact.
   *
   * @param rows values that they are of: finite and not negative
   * @param p50 in the unit of the values; NaN without values, as the others
   */
  public record Percentiles(long rows, double p50, double p95, double p99) {
    static final Percentiles NONE = new Percentiles(0, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Rows of a model version; null for rows that name none. */
  public record VersionRows(@Nullable String version, long rows) {}

  /**
   * Quality on labelled rows.
   *
   * @param rows rows with a label and a prediction
   * @param scored those of them that have a valid score too, which AUC, log-loss and Brier score
   *     are of
   * @param values the metrics; NaN where one is not defined
   */
  public record Realised(long rows, long scored, Map<Metric, Double> values) {
    static final Realised NONE = new Realised(0, 0, Map.of());

    public Realised {
      values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** Value of a metric; NaN if it is not defined or was not measured. */
    public double value(Metric metric) {
      return values.getOrDefault(metric, Double.NaN);
    }
  }
}
