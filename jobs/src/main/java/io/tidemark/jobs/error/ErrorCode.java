package io.tidemark.jobs.error;

/** The catalogue of errors, each with the exit code it ends the process with. */
public enum ErrorCode {
  /** The monitor file or an override is wrong. */
  CONFIG_INVALID(ExitCodes.CONFIGURATION),
  /** An argument of the command line has no meaning. */
  BAD_ARGUMENT(ExitCodes.CONFIGURATION),
  /** A file named on the command line cannot be read. */
  FILE_NOT_READABLE(ExitCodes.CONFIGURATION),
  /** A file to import is of another kind, is not valid, or holds nothing. */
  NOT_IMPORTABLE(ExitCodes.CONFIGURATION),
  /** This jar was not built for the Spark or the Scala that it runs on. */
  SPARK_UNSUPPORTED(ExitCodes.CONFIGURATION),
  /** An expression or column of the configuration does not fit the table. */
  CONFIG_DOES_NOT_FIT_TABLE(ExitCodes.CONFIGURATION),
  /** The result store belongs to another environment than the run. */
  STORE_OF_ANOTHER_ENVIRONMENT(ExitCodes.CONFIGURATION),
  /** There is nothing at the table's path or name. */
  TABLE_NOT_FOUND(ExitCodes.UNAVAILABLE),
  /** There is something, but no Delta table. */
  NOT_A_DELTA_TABLE(ExitCodes.UNAVAILABLE),
  /** The version has never existed, or its log entries are gone. */
  VERSION_NOT_FOUND(ExitCodes.UNAVAILABLE),
  /** The version is in the log, but its data files are gone. */
  VERSION_VACUUMED(ExitCodes.UNAVAILABLE),
  /** A data file or the log cannot be read. */
  DATA_UNREADABLE(ExitCodes.UNAVAILABLE),
  /** The version holds no rows. */
  NO_ROWS(ExitCodes.UNAVAILABLE),
  /** The reference is not stored, or is one of another table. */
  REFERENCE_UNAVAILABLE(ExitCodes.UNAVAILABLE),
  /** A result was asked for that the result store does not hold. */
  RESULT_NOT_FOUND(ExitCodes.UNAVAILABLE),
  /** A version, reference or model that results rest on cannot be read any more. */
  PINNED_UNREADABLE(ExitCodes.UNAVAILABLE),
  /** The output directory or the result store cannot be written or read. */
  OUTPUT_NOT_WRITABLE(ExitCodes.SINK),
  /** The golden rows that a model is judged on are among those it was trained on. */
  GOLDEN_OVERLAP(ExitCodes.MODEL),
  /** No model could be trained on the reference. */
  TRAINING_FAILED(ExitCodes.MODEL),
  /** The environment asks for an approval that the model does not have. */
  MODEL_NOT_APPROVED(ExitCodes.MODEL),
  /** Another model became champion while this one was judged. */
  CHAMPION_CHANGED(ExitCodes.MODEL),
  /** Others wrote to the registry of models each time this process tried to. */
  REGISTRY_BUSY(ExitCodes.SINK),
  /** A server that must take an output of a run does not. */
  OUTPUT_NOT_SENT(ExitCodes.SINK),
  /** The MLflow server cannot be reached, or refuses what it is sent. */
  MLFLOW_UNAVAILABLE(ExitCodes.SINK),
  /** A sink could not be told of a run. */
  NOTIFICATION_FAILED(ExitCodes.SINK),
  /** Spark does not start, or its cluster gives no executors. */
  SPARK_UNAVAILABLE(ExitCodes.CRASH),
  /** Executors were lost so often that Spark gave up. */
  EXECUTORS_LOST(ExitCodes.CRASH),
  /** A defect in Tidemark or the machine. */
  INTERNAL(ExitCodes.CRASH);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The process's exit code. */
  public int exitCode() {
    return exitCode;
  }
}
