package io.tidemark.reports;

import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an inference log says of a model in use, by windows of time. Drift of its outputs is the
 * run's {@link RunResult#drift()}, windows included.
 *
 * @param task {@code binary}, {@code multiclass} or {@code regression}
 * @param every length of a window as an ISO 8601 duration, for example {@code PT24H}
 * @param windows the windows looked at, earliest first; windows without a row are among them
 * @param reference the rows that the windows are held against; null if there is no time up to which
 *     rows are the reference
 * @param alerts how often windows alert
 * @param verdict the worst of the windows that decide, softened where few enough alert; drift is no
 *     part of it
 * @param reason why, in one sentence
 * @param notes what a reader must know, one sentence each: what the estimates assume, which columns
 *     are not configured
 */
public record InferenceResult(
    String task,
    String every,
    List<Window> windows,
    @Nullable Reference reference,
    Alerts alerts,
    RunVerdict verdict,
    String reason,
    List<String> notes) {

  public InferenceResult {
    windows = List.copyOf(windows);
    notes = List.copyOf(notes);
  }

  /**
   * The metric to show where there is room for one: one with a limit, else the task's main one,
   * else of several classes the accuracy where it alone is estimated.
   */
  public Metric quality() {
    List<Figure> figures =
        windows.stream()
            .flatMap(window -> window.figures().stream())
            .filter(figure -> figure.kind() != Kind.OPERATION)
            .toList();
    Metric main = Metric.main(Task.valueOf(task.toUpperCase(Locale.ROOT)));
    return figures.stream()
        .filter(figure -> figure.expected() != null)
        .findFirst()
        .map(figure -> Metric.valueOf(figure.metric().toUpperCase(Locale.ROOT)))
        .orElse(accuracyAlone(figures) ? Metric.ACCURACY : main);
  }

  private static boolean accuracyAlone(List<Figure> figures) {
    List<Figure> estimated =
        figures.stream().filter(figure -> figure.kind() == Kind.ESTIMATED).toList();
    return !estimated.isEmpty()
        && estimated.stream().allMatch(figure -> figure.metric().equals(Metric.ACCURACY.key()));
  }

  /** How a figure came about. */
  public enum Kind {
    /** Counted or measured on all rows of the window: rows, latency, errors, missing values. */
    OPERATION,
    /** Model quality on the rows whose label has arrived. */
    REALISED,
    /** Model quality that is expected on the rows whose label has not arrived. */
    ESTIMATED
  }

  /**
   * One window of time.
   *
   * @param from start, inclusive
   * @param to end, exclusive
   * @param rows rows in it
   * @param figures its figures, operation first, then realised, then estimated quality
   * @param versions rows by model version, the most frequent first; empty if no column is named
   * @param calibration how the score became a probability for the estimates; null if nothing is
   *     estimated
   * @param drift verdict on the outputs' drift; null if they are not compared
   * @param verdict the worst verdict of the figures; {@link RunVerdict#PASS} where no limit is set
   */
  public record Window(
      Instant from,
      Instant to,
      long rows,
      List<Figure> figures,
      List<VersionRows> versions,
      @Nullable Calibration calibration,
      @Nullable RunVerdict drift,
      RunVerdict verdict) {

    public Window {
      figures = List.copyOf(figures);
      versions = List.copyOf(versions);
    }
  }

  /**
   * One number of a window.
   *
   * @param metric its name: {@code rows}, {@code rows_per_second}, {@code error_rate}, {@code
   *     latency_p50}, {@code latency_p95}, {@code latency_p99} (all in the log's unit,
   *     milliseconds), {@code missing_predictions}, {@code missing_scores}, {@code invalid_scores},
   *     {@code labelled_share}; of quality the metric's name, for example {@code auc}
   * @param kind how it came about
   * @param rows rows that it is of
   * @param value the number; NaN where it is not defined, for example the AUC of one class
   * @param low lower end of the interval; null if there is none
   * @param high upper end of the interval; null if there is none
   * @param expected the limit in words, for example {@code <= 250}; null if there is none
   * @param verdict whether it keeps the limit; null if there is none
   * @param note what else to know, for example why it is not defined; null for nothing
   */
  public record Figure(
      String metric,
      Kind kind,
      long rows,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable String expected,
      @Nullable RunVerdict verdict,
      @Nullable String note) {}

  /** Rows of one version of the model; the version is null where the log has none. */
  public record VersionRows(@Nullable String version, long rows) {}

  /**
   * How a score became a probability.
   *
   * @param method {@code isotonic}, or {@code raw} where there were too few labels
   * @param rows labelled rows that it was calibrated on
   * @param positives how many of them are positive; of several classes how many are predicted right
   * @param expectedCalibrationError mean distance between score and observed share on them,
   *     weighted by rows, in [0, 1]; NaN without labelled rows
   * @param source which rows these are, in words
   */
  public record Calibration(
      String method, long rows, long positives, double expectedCalibrationError, String source) {}

  /**
   * The rows that windows are held against.
   *
   * @param until rows before this time
   * @param rows how many
   * @param labelled how many of them have a label
   * @param figures realised quality on them
   */
  public record Reference(Instant until, long rows, long labelled, List<Figure> figures) {

    public Reference {
      figures = List.copyOf(figures);
    }
  }

  /**
   * How often windows alert. A window alerts when one of its figures fails its limit, or its
   * outputs drifted.
   *
   * @param alerting windows that alert, among those that decide
   * @param deciding windows that decide on the verdict: the newest ones
   * @param tolerated alerting windows up to which figures beyond their limit only warn
   */
  public record Alerts(int alerting, int deciding, int tolerated) {

    /** Share of the deciding windows that alert, in [0, 1]; 0 without windows. */
    public double frequency() {
      return deciding == 0 ? 0 : (double) alerting / deciding;
    }
  }
}
