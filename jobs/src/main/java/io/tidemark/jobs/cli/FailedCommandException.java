package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ExitCodes;

/**
 * Tells of an exit code where the JVM is not this command's to end: it outlives the command and
 * knows exceptions only.
 */
public final class FailedCommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of a code other than {@link ExitCodes#OK}. */
  FailedCommandException(int exitCode) {
    super("tidemark ended with exit code " + exitCode + "; verdict.json and the log say why");
  }
}
