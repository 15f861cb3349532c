package io.tidemark.jobs.importers;

/** A part of the input has no counterpart in a monitor file; the message is the reason. */
final class NotMappable extends Exception {
  private static final long serialVersionUID = 1L;

  NotMappable(String reason) {
    super(reason);
  }

  /** The reason, never null. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
