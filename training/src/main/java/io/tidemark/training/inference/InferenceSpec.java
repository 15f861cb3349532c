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
 * @param task {@link Task#BINARY} or {@link Task#REGRESSION}
 * @param time when a row was predicted: a date, timestamp or timestamp_ntz
 * @param prediction what was predicted: binary 0 or 1 or a boolean, else a number
 * @param score probability of a positive label, in [0, 1]; null if the log has none
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
   * @throws IllegalArgumentException if the windows have no length or number, or the task is
   *     neither binary nor regression
   */
  public InferenceSpec {
    ok = ok.stream().map(value -> value.strip().toLowerCase(Locale.ROOT)).toList();
    if (task == Task.MULTICLASS) {
      throw new IllegalArgumentException(
          "the task is multiclass; an inference log is looked at for `binary` or `regression`");
    }
    if (every.isZero() || every.isNegative() || last < 1) {
      throw new IllegalArgumentException(
          "windows of %s, at most %d; a window must be longer than nothing and there must be at least one"
              .formatted(every, last));
    }
  }
}
