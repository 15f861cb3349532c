package io.tidemark.jobs.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inference log of a monitor; a null stands for the default, or for what the log does not have.
 *
 * @param table Delta table of the log; null for the monitor's
 * @param task {@code binary}, {@code multiclass} or {@code regression}
 * @param time column with the time of a prediction
 * @param prediction column with what was predicted
 * @param score column with the probability of a positive label, or of the predicted class
 * @param probabilities column with a map from each class to its probability
 * @param label column with what came true
 * @param latency column with milliseconds
 * @param status column with how the request ended
 * @param ok values of the status that are a success
 * @param modelVersion column with the model's version
 * @param every length of a window
 * @param last most windows to look at
 * @param deciding newest windows that decide on the verdict; null for all
 * @param reference time before which rows are the reference, or id of a stored reference
 * @param minRows fewest rows of a window
 * @param minThroughput fewest rows per second
 * @param maxErrorRate largest share of errors
 * @param maxP95 largest 95th percentile of the latency
 * @param maxP99 largest 99th percentile of the latency
 * @param quality limits of the quality where labels have arrived
 * @param estimated limits of the quality that is estimated where they have not
 * @param drift how the outputs are compared with the reference
 * @param maxAlerts windows that may alert before the run fails
 */
public record Inference(
    @Nullable String table,
    @Nullable String task,
    String time,
    String prediction,
    @Nullable String score,
    @Nullable String probabilities,
    @Nullable String label,
    @Nullable String latency,
    @Nullable String status,
    @Nullable List<String> ok,
    @Nullable String modelVersion,
    @Nullable String every,
    @Nullable Integer last,
    @Nullable Integer deciding,
    @Nullable String reference,
    @Nullable Long minRows,
    @Nullable Double minThroughput,
    @Nullable Double maxErrorRate,
    @Nullable Double maxP95,
    @Nullable Double maxP99,
    @Nullable Quality quality,
    @Nullable Quality estimated,
    @Nullable Outputs drift,
    @Nullable Integer maxAlerts) {

  /**
   * Limits of one metric.
   *
   * @param metric its name; null for the main one of the task
   * @param min smallest value, of a metric of which more is better
   * @param max largest value, of a metric of which less is better
   * @param maxDrop how much worse than the baseline it may be
   * @param baseline what it is held against; null for the reference's realised value
   * @param minLabelled fewest labelled rows to judge, or to calibrate on
   */
  public record Quality(
      @Nullable String metric,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double maxDrop,
      @Nullable Double baseline,
      @Nullable Long minLabelled) {}

  /** How outputs are compared. */
  public record Outputs(
      @Nullable Double alpha, @Nullable Map<String, Monitor.Threshold> thresholds) {}
}
