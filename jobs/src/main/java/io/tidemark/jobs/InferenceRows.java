package io.tidemark.jobs;

import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.RunVerdict;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The windows of an inference log as rows of the result store. */
final class InferenceRows {
  private InferenceRows() {}

  /** Rows of {@code inference_windows}. */
  static List<List<@Nullable Object>> windows(InferenceResult inference) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (InferenceResult.Window window : inference.windows()) {
      for (InferenceResult.Figure figure : window.figures()) {
        @Nullable RunVerdict verdict = figure.verdict();
        rows.add(
            Arrays.asList(
                Timestamp.from(window.from()),
                Timestamp.from(window.to()),
                figure.rows(),
                figure.metric(),
                figure.value(),
                figure.low(),
                figure.high(),
                figure.kind().name().toLowerCase(Locale.ROOT),
                figure.expected(),
                verdict == null ? null : verdict.name(),
                figure.note()));
      }
    }
    return rows;
  }
}
