package io.tidemark.drift;

/** What a column is to the model. */
public enum Role {
  /** An input: its drift is input drift. The role of every column that names no other. */
  FEATURE,
  /** What the model predicts: its drift is a drift of the target (label). */
  TARGET,
  /** What a model predicted: its drift is a drift of the model's output. */
  PREDICTION
}
