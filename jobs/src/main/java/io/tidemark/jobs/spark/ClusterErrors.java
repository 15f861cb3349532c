package io.tidemark.jobs.spark;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.List;
import java.util.Optional;

/**
 * Names what went wrong with the cluster, not with the data. Spark tells it as text only; each is
 * tested against the real thing.
 */
public final class ClusterErrors {
  /** Why the watch cancels jobs. */
  static final String NO_EXECUTORS = "no executor has been there for";

  private static final List<String> UNREACHABLE =
      List.of(
          "All masters are unresponsive",
          "Could not parse Master URL",
          "Exiting due to error from cluster scheduler");
  private static final List<String> LOST =
      List.of(
          "ExecutorLostFailure",
          "Master removed our application",
          "FetchFailedException",
          "MetadataFetchFailedException",
          "SparkContext was shut down",
          "SparkContext has been shutdown",
          "Cannot call methods on a stopped SparkContext");

  private ClusterErrors() {}

  /**
   * The error to show if the cluster is what failed.
   *
   * @param doing what failed, for the message
   */
  public static Optional<TidemarkException> explain(Throwable error, String doing) {
    Optional<String> starved = line(error, List.of(NO_EXECUTORS));
    if (starved.isPresent()) {
      return Optional.of(starved(doing, starved.get(), error));
    }
    return line(error, LOST)
        .map(
            line ->
                new TidemarkException(
                    ErrorCode.EXECUTORS_LOST,
                    doing + " failed: Spark lost executors and gave up",
                    line,
                    "look for what ended them in the cluster's logs (most often memory: raise"
                        + " spark.executor.memory), then run again: nothing is counted twice",
                    error));
  }

  /**
   * Throws the error to show if the cluster is what failed; else returns.
   *
   * @param doing what failed, for the message
   */
  public static void rethrow(Throwable error, String doing) {
    explain(error, doing)
        .ifPresent(
            cluster -> {
              throw cluster;
            });
  }

  /** The error to show if Spark does not start. */
  static TidemarkException noStart(Throwable error, String master) {
    return new TidemarkException(
        ErrorCode.SPARK_UNAVAILABLE,
        "Spark does not start on " + master,
        "Spark says: " + line(error, UNREACHABLE).orElseGet(() -> lastLine(error)),
        "check that the master runs and can be reached from this machine, and that it can reach the"
            + " driver (spark.driver.host); on Java 17 a driver in a standalone cluster needs the"
            + " options of config/jvm-opens.args; --verbose shows Spark's log",
        error);
  }

  private static TidemarkException starved(String doing, String line, Throwable error) {
    return new TidemarkException(
        ErrorCode.SPARK_UNAVAILABLE,
        doing + " was given up: the cluster gives no executors",
        line.substring(line.indexOf(NO_EXECUTORS)),
        "free workers, or ask for less with spark.executor.memory and spark.executor.cores: no"
            + " worker may have that much. To wait longer set "
            + ExecutorWatch.PATIENCE,
        error);
  }

  /** The line in which one of these texts stands, in the innermost cause that has one. */
  private static Optional<String> line(Throwable error, List<String> texts) {
    Optional<String> found = Optional.empty();
    for (Throwable at = error; at != null; at = at.getCause()) {
      String all = at.getClass().getName() + ": " + at.getMessage();
      Optional<String> here =
          all.lines().filter(l -> texts.stream().anyMatch(l::contains)).findFirst();
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  private static String lastLine(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString().strip().lines().findFirst().orElse("");
  }
}
