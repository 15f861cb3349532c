package io.tidemark.training.inference;

import io.tidemark.training.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inference log by windows.
 *
 * @param task what the model predicts
 * @param windows the windows, earliest first, without a gap between them; empty if there are no
 *     rows outside the reference
 * @param reference the rows before the end of the reference; null if the spec has none, or there
 *     are no such rows
 * @param rowsWithoutTime rows that are in no window because they have no time
 */
public record InferenceWindows(
    Task task,
    List<InferenceWindow> windows,
    @Nullable InferenceWindow reference,
    long rowsWithoutTime) {

  public InferenceWindows {
    windows = List.copyOf(windows);
  }
}
