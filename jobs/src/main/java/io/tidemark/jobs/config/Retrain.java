package io.tidemark.jobs.config;

import io.tidemark.training.Metric;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a new model is asked for.
 *
 * @param onDrift whether drift of the table asks for it
 * @param qualityDrop largest loss of quality from the held-out rows to the current version; null
 *     for no such rule
 * @param estimatedDrop largest loss of estimated quality from the held-out rows to the newest
 *     window of the inference log; null for no such rule
 * @param maxAge age of the model from which on it asks; null for no such rule
 * @param newLabelledRows rows with a label that came after training from which on they ask; null
 *     for no such rule
 * @param coolDown time after a request during which no other is made
 * @param budget most requests in a time; null for no limit
 * @param claimTimeout time after which a retraining that was begun and did not end may be begun
 *     again
 */
public record Retrain(
    Boolean onDrift,
    @Nullable Drop qualityDrop,
    @Nullable Drop estimatedDrop,
    @Nullable Duration maxAge,
    @Nullable Long newLabelledRows,
    Duration coolDown,
    @Nullable Budget budget,
    Duration claimTimeout) {

  static final Retrain DEFAULTS =
      new Retrain(true, null, null, null, null, Duration.ofDays(7), null, Duration.ofHours(6));

  /** Fills in the defaults that the schema documents. */
  public Retrain {
    onDrift = onDrift == null || onDrift;
    coolDown = coolDown == null ? Duration.ofDays(7) : coolDown;
    claimTimeout = claimTimeout == null ? Duration.ofHours(6) : claimTimeout;
  }

  /**
   * A loss of quality.
   *
   * @param metric name of the metric
   * @param by largest loss that does not ask for retraining, in the metric's unit
   */
  public record Drop(String metric, Double by) {

    /** The metric. */
    public Metric of() {
      return Metric.valueOf(metric.toUpperCase(Locale.ROOT));
    }

    /** By how much a value is worse than another, whichever way the metric goes. */
    public double loss(double before, double now) {
      return of().higherIsBetter() ? before - now : now - before;
    }
  }

  /**
   * A limit on requests.
   *
   * @param requests most requests
   * @param per in this time before a decision
   */
  public record Budget(Integer requests, Duration per) {}
}
