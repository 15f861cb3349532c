package io.tidemark.jobs.trigger;

import io.tidemark.drift.DriftResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Interval;
import io.tidemark.training.Metric;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at; a null is a signal that is not there.
 *
 * @param drift drift of the table
 * @param model the model with its quality on the current version
 * @param estimate quality estimated for the newest window of the inference log
 * @param age time since the model was trained
 * @param newLabelledRows rows with a label that came after training
 */
public record Signals(
    @Nullable DriftResult drift,
    @Nullable ModelResult model,
    @Nullable Estimate estimate,
    @Nullable Duration age,
    @Nullable Long newLabelledRows) {

  /**
   * Estimated quality.
   *
   * @param window the window in words
   * @param intervals interval of each estimated metric
   */
  public record Estimate(String window, Map<Metric, Interval> intervals) {}
}
