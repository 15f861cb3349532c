package io.tidemark.jobs.notify.message;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a finding is about. */
public enum FindingKind {
  /** A check of severity error does not hold, or a check could not be evaluated. */
  CHECKS(Severity.ERROR, "check"),
  /** A check or a column warns. */
  WARNINGS(Severity.WARNING, "warning"),
  /** The version drifted, or a column could not be compared. */
  DRIFT(Severity.WARNING, "drift"),
  /** A gate refuses the model, or the model in use does not keep its limits. */
  MODEL(Severity.WARNING, "model"),
  /** Retraining is asked for. */
  TRIGGER(Severity.INFO, "retraining"),
  /** The run could not be evaluated. */
  ERROR(Severity.CRITICAL, "error");

  private final Severity severity;
  private final String word;

  FindingKind(Severity severity, String word) {
    this.severity = severity;
    this.word = word;
  }

  /** Its name in the monitor file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word before a finding. */
  public String word() {
    return word;
  }

  /** How bad it is unless the monitor says otherwise. */
  public Severity severity() {
    return severity;
  }

  /**
   * The kind of a name in the monitor file.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FindingKind of(String key) {
    return Arrays.stream(values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no kind `" + key + "`"));
  }

  /** All but warnings: what a sink is told unless the monitor says otherwise. */
  public static List<FindingKind> defaults() {
    return List.of(CHECKS, DRIFT, MODEL, TRIGGER, ERROR);
  }
}
