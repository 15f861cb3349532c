package io.tidemark.jobs.cli;

/**
 * Entry point: {@code spark-submit --class io.tidemark.jobs.cli.Tidemark tidemark.jar run --config
 * monitor.yaml}.
 */
public final class Tidemark {
  private Tidemark() {}

  /** Parses, runs, and exits with the documented code. */
  public static void main(String[] args) {
    System.exit(TidemarkCommandLine.create().execute(args));
  }
}
