package io.tidemark.training.inference;

import io.tidemark.training.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of an inference log mean what, and how it is cut into windows.
 *
 * @param task what the model predicts
 * @param time when a row was predicted: a date, timestamp or timestamp_ntz
 * @param prediction what was predicted: binary 0 or 1 or a boolean, several classes the class, else
 *     a number
 * @param score binary: probability of a positive label; several classes: probability of the
 *     predicted class; both in [0, 1]; null if the log has none
 * @param probabilities several classes: map from each class to its probability; null if the log has
 *     none
 * @param label what came true, null until it has arrived; null if the log has none
 * @param latency how long the prediction took, in milliseconds; null if the log has none
 * @param status how the request ended; null if the log has none
 * @param ok values of the status that are a success, whatever their case; every other value is an
 *     error, and so is null
 * @param modelVersion version of the model; null if the log has none
 * @param every length of a window; windows start at multiples of it from 1970-01-01T00:00 in the
 *     session's time zone
 * @param last most windows to look at, the newest ones
 * @param reference rows before this time are the reference and are in no window; null if there is
 *     no reference
 */
public record InferenceSpec(
    Task task,
    String time,
    String prediction,
    @Nullable String score,
    @Nullable String probabilities,
    @Nullable String label,
    @Nullable String latency,
    @Nullable String status,
    List<String> ok,
    @Nullable String modelVersion,
    Duration every,
    int last,
    @Nullable Instant reference) {

  /** What counts as success unless something else is said. */
  public static final List<String> DEFAULT_OK = List.of("ok", "success", "200", "true");

  /**
   * @throws IllegalArgumentException if the windows have no length or number, or there are
   *     probabilities of classes although the task has not several
   */
  public InferenceSpec {
    ok = ok.stream().map(value -> value.strip().toLowerCase(Locale.ROOT)).toList();
    if (probabilities != null && task != Task.MULTICLASS) {
      throw new IllegalArgumentException(
          "`%s` has the probabilities of several classes, but the task is %s; leave it out"
              .formatted(probabilities, task.key()));
    }
    if (every.isZero() || every.isNegative() || last < 1) {
      throw new IllegalArgumentException(
          "windows of %s, at most %d; a window must be longer than nothing and there must be at least one"
              .formatted(every, last));
    }
  }

  /** Whether the log says how sure the model was. */
  public boolean hasScores() {
    return score != null || probabilities != null;
  }
}
