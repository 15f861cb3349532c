package io.tidemark.training;

/** What a gate says of a model; only {@link #PASS} lets it through. */
public enum GateStatus {
  /** The model meets it. */
  PASS,
  /** The model does not meet it. */
  FAIL,
  /** There are too few rows to tell. */
  INSUFFICIENT_DATA,
  /** It could not be evaluated. */
  ERROR
}
