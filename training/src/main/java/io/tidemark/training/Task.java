package io.tidemark.training;

import java.util.Locale;

/** What a model predicts. */
public enum Task {
  /** One of two classes: a condition, or a number that is 0 or 1. */
  BINARY,
  /** One of several classes, which are compared as text. */
  MULTICLASS,
  /** A number. */
  REGRESSION;

  /** Name as written in a monitor file and a model card, for example {@code binary}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
