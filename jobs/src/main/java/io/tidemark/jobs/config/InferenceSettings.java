package io.tidemark.jobs.config;

import io.tidemark.jobs.VersionSelectors;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import io.tidemark.training.inference.InferenceLog;
import io.tidemark.training.inference.InferenceSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code inference} to the specification of the training module. */
public final class InferenceSettings {
  private static final String DEFAULT_EVERY = "1 day";
  private static final int DEFAULT_LAST = 30;
  private static final String STORED = "ref-";

  private InferenceSettings() {}

  /** What the model predicts. */
  public static Task task(Inference inference) {
    return inference.task() == null
        ? Task.BINARY
        : Task.valueOf(inference.task().toUpperCase(Locale.ROOT));
  }

  /** The metric of a limit. */
  public static Metric metric(Inference inference, Inference.Quality quality) {
    return quality.metric() == null
        ? Metric.main(task(inference))
        : Metric.valueOf(quality.metric().toUpperCase(Locale.ROOT));
  }

  /** The specification. */
  public static InferenceSpec spec(Inference inference) {
    return new InferenceSpec(
        task(inference),
        inference.time(),
        inference.prediction(),
        inference.score(),
        inference.probabilities(),
        inference.label(),
        inference.latency(),
        inference.status(),
        inference.ok() == null ? InferenceSpec.DEFAULT_OK : inference.ok(),
        inference.modelVersion(),
        WindowLength.parse(every(inference)),
        last(inference),
        referenceTime(inference).orElse(null));
  }

  private static String every(Inference inference) {
    return inference.every() == null ? DEFAULT_EVERY : inference.every();
  }

  /** Most windows to look at. */
  static int last(Inference inference) {
    return inference.last() == null ? DEFAULT_LAST : inference.last();
  }

  /**
   * The time before which rows are the reference; empty if there is no reference, or a stored one.
   *
   * @throws TidemarkException if it is neither a time nor the id of a stored reference
   */
  public static Optional<Instant> referenceTime(Inference inference) {
    String reference = inference.reference();
    if (reference == null || storedReference(inference).isPresent()) {
      return Optional.empty();
    }
    return VersionSelectors.parseTime(reference, "inference.reference")
            instanceof VersionSelector.AtTime at
        ? Optional.of(at.time())
        : Optional.empty();
  }

  /** The id of the stored reference; empty if there is none. */
  public static Optional<String> storedReference(Inference inference) {
    return Optional.ofNullable(inference.reference()).filter(id -> id.startsWith(STORED));
  }

  /**
   * Fails if columns do not fit the log; all misfits at once, and without reading a row.
   *
   * @param label the log, for the message
   */
  public static void requireFit(Inference inference, Dataset<Row> log, String label) {
    List<String> names = Arrays.asList(log.columns());
    List<String> misfits = new ArrayList<>();
    for (String misfit : InferenceLog.misfits(log, spec(inference))) {
      misfits.add(misfit + hint(misfit, names));
    }
    if (!misfits.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`inference` does not fit `" + label + "`: " + String.join("; ", misfits),
          null,
          "its columns are " + String.join(", ", names) + "; mend `inference` in the monitor file",
          null);
    }
  }

  private static String hint(String misfit, List<String> names) {
    return misfit.endsWith("is not in the table")
        ? Nearest.hint(misfit.substring(misfit.indexOf('`') + 1, misfit.lastIndexOf('`')), names)
        : "";
  }

  /**
   * The monitor of the log's outputs: what compares prediction and score with the reference, as a
   * whole and by window. Either of them makes the log drift.
   *
   * @param log the log's table
   * @param where filter on its rows; null for all
   */
  public static Monitor outputs(
      Monitor monitor, Inference inference, String log, @Nullable String where) {
    Map<String, Monitor.Column> columns = new LinkedHashMap<>();
    outputColumns(inference).forEach(c -> columns.put(c, new Monitor.Column("critical", null)));
    Inference.Outputs drift = inference.drift();
    return monitor.comparing(
        log,
        where,
        new Monitor.Drift(
            null,
            null,
            null,
            new Monitor.Window(inference.time(), every(inference), last(inference)),
            null,
            inference.prediction(),
            null,
            null,
            drift == null ? null : drift.alpha(),
            null,
            outputColumns(inference),
            null,
            drift == null ? null : drift.thresholds(),
            columns));
  }

  /** Prediction and score. */
  public static List<String> outputColumns(Inference inference) {
    return inference.score() == null
        ? List.of(inference.prediction())
        : List.of(inference.prediction(), inference.score());
  }

  /** The filter that leaves the rows before a time, beside another. */
  public static String before(Inference inference, Instant until, @Nullable String where) {
    String time =
        "CAST(%s AS TIMESTAMP) < TIMESTAMP '%s'"
            .formatted(ColumnNames.quoted(inference.time()), until);
    return where == null ? time : "(" + where + "\n) AND " + time;
  }
}
