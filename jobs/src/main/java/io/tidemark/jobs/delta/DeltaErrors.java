package io.tidemark.jobs.delta;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.spark.ClusterErrors;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names what went wrong in Delta or Spark. Delta 3.3 has no error class for most of it, and an
 * executor's exception reaches the driver as text only, so this goes by exception class and
 * message; each is tested against the real thing.
 */
public final class DeltaErrors {
  private static final Pattern FILE =
      Pattern.compile("((?:file|s3a|hdfs|abfss?|gs):[^\\s|]+\\.(?:parquet|json))");
  private static final List<String> MISSING_FILE = List.of("FileNotFoundException");
  private static final List<String> TRUNCATED_LOG =
      List.of(
          "DELTA_TRUNCATED_TRANSACTION_LOG",
          "VersionNotFoundException",
          "DELTA_VERSIONS_NOT_CONTIGUOUS");
  private static final List<String> BROKEN_FILE =
      List.of(
          "is not a Parquet file",
          "can not read class org.apache.parquet",
          "ParquetDecodingException",
          "MALFORMED_RECORD_IN_PARSING",
          "Encountered error while reading file",
          "FAILED_READ_FILE",
          "java.io.EOFException",
          "could not read page",
          "DELTA_STATE_RECOVER_ERROR");

  private DeltaErrors() {}

  /** The error to show for an exception met while reading {@code subject}. */
  public static TidemarkException explain(Throwable error, String subject) {
    if (error instanceof TidemarkException known) {
      return known;
    }
    // First: what is lost with an executor looks like a file that is gone.
    Optional<TidemarkException> cluster = ClusterErrors.explain(error, "work on " + subject);
    if (cluster.isPresent()) {
      return cluster.get();
    }
    if (mentions(error, TRUNCATED_LOG)) {
      return new TidemarkException(
          ErrorCode.VERSION_NOT_FOUND,
          subject + " cannot be rebuilt from the table's log",
          "log entries were deleted by log retention or by hand: " + firstLine(error),
          "choose a newer version; to keep old ones longer raise the table's"
              + " delta.logRetentionDuration",
          error);
    }
    if (mentions(error, MISSING_FILE)) {
      return new TidemarkException(
          ErrorCode.VERSION_VACUUMED,
          "data files of " + subject + " are gone" + file(error),
          "most likely VACUUM removed them after a later version replaced them",
          "choose a newer version; to keep old ones longer raise"
              + " delta.deletedFileRetentionDuration. A frozen reference stays usable: name it by"
              + " its `ref-` id",
          error);
    }
    if (mentions(error, BROKEN_FILE)) {
      return new TidemarkException(
          ErrorCode.DATA_UNREADABLE,
          "a file of " + subject + " cannot be read" + file(error),
          "it is damaged or incomplete",
          "restore the file or run RESTORE TABLE to an intact version, then run again",
          error);
    }
    return new TidemarkException(
        ErrorCode.INTERNAL,
        "reading " + subject + " failed: " + firstLine(error),
        null,
        "run again with --verbose to see the stack trace",
        error);
  }

  /** True if the exception or one of its causes has this text in its class name or message. */
  public static boolean mentions(Throwable error, String text) {
    return mentions(error, List.of(text));
  }

  private static boolean mentions(Throwable error, List<String> texts) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      String all = at.getClass().getName() + " " + at.getMessage();
      if (texts.stream().anyMatch(all::contains)) {
        return true;
      }
    }
    return false;
  }

  /** First line of the innermost message. */
  public static String firstLine(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank()
        ? innermost.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("");
  }

  private static String file(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      Matcher matcher = FILE.matcher(String.valueOf(at.getMessage()));
      if (matcher.find()) {
        return " (" + matcher.group(1) + ")";
      }
    }
    return "";
  }
}
