package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.spark.Deployment;

/**
 * Entry point: {@code spark-submit --class io.tidemark.jobs.cli.Tidemark tidemark.jar run --config
 * monitor.yaml}.
 */
public final class Tidemark {
  private Tidemark() {}

  /** Parses, runs, and ends with the documented code. */
  public static void main(String[] args) {
    int code = TidemarkCommandLine.create().execute(args);
    Deployment deployment = Deployment.current();
    if (deployment == Deployment.SHARED) {
      if (code != ExitCodes.OK) {
        throw new FailedCommandException(code);
      }
      return;
    }
    if (deployment == Deployment.CLUSTER && code == ExitCodes.OK) {
      // YARN takes System.exit, of whatever code, for a failure.
      Deployment.stopSpark();
      return;
    }
    System.exit(code);
  }
}
