package io.tidemark.checks;

import java.util.Locale;

/** A form of text that is known by name. */
public enum TextFormat {
  /** An e-mail address (Deequ's pattern). */
  EMAIL,
  /** A URL (Deequ's pattern). */
  URL,
  /** A number of a credit card (Deequ's pattern). */
  CREDIT_CARD,
  /** A social security number of the United States (Deequ's pattern). */
  SOCIAL_SECURITY_NUMBER,
  /** A whole number in decimal digits, with a sign or without. */
  INTEGER,
  /** A decimal number, with a sign, a fraction and an exponent or without. */
  NUMBER,
  /** {@code true} or {@code false}, in whatever case. */
  BOOLEAN;

  /** Name as written in a monitor file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
