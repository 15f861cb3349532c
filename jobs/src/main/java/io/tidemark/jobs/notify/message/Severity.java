package io.tidemark.jobs.notify.message;

import java.util.Locale;

/** How bad something is, from least to worst; PagerDuty has the same words. */
public enum Severity {
  INFO,
  WARNING,
  ERROR,
  CRITICAL;

  /** Its name in messages and in the monitor file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity of a name. */
  public static Severity of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** The worse of the two. */
  public Severity worse(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
