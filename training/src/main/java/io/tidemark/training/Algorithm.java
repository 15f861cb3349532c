package io.tidemark.training;

import java.util.Locale;

/** How to learn. */
public enum Algorithm {
  /** Logistic regression on standardised features, with a small L2 penalty. */
  LOGISTIC_REGRESSION,
  /** Gradient-boosted trees. */
  GBT;

  /** Name as written in a model card: {@code logistic_regression} or {@code gbt}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
