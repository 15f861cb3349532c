package io.tidemark.reports.html;

import java.util.Locale;

/**
 * How an outcome looks. Every tone has its own shape and colour, and never stands without words.
 */
public enum Tone {
  GOOD,
  UNSURE,
  WARN,
  BAD,
  ERROR;

  /** Name of the style class and of the icon. */
  public String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
