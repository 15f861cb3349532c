package io.tidemark.drift;

/** How much a drifted column weighs in the verdict on the whole dataset. */
public enum Importance {
  LOW(0.5),
  NORMAL(1.0),
  HIGH(2.0),
  /** Drift of this column alone makes the dataset drift. */
  CRITICAL(4.0);

  private final double weight;

  Importance(double weight) {
    this.weight = weight;
  }

  /** Weight in the share of drifted columns. */
  public double weight() {
    return weight;
  }
}
