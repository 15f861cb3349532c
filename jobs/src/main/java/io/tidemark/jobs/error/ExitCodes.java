package io.tidemark.jobs.error;

/** The documented exit codes. */
public final class ExitCodes {
  /** Passed, or warnings only. */
  public static final int OK = 0;

  /** Crash: a defect in Tidemark, the machine or the cluster. */
  public static final int CRASH = 1;

  /** A check failed. */
  public static final int CHECKS = 10;

  /** The current version drifted. */
  public static final int DRIFT = 11;

  /** A model was refused, or none could be trained. */
  public static final int MODEL = 12;

  /** Bad configuration or arguments. */
  public static final int CONFIGURATION = 20;

  /** Table, version, reference or result unavailable. */
  public static final int UNAVAILABLE = 21;

  /** A sink failed: output directory, result store, notification. */
  public static final int SINK = 22;

  private ExitCodes() {}
}
