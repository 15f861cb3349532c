package io.tidemark.drift;

/** How a column is compared. */
public enum ColumnKind {
  /** Ordered numbers: PSI, KS, Jensen-Shannon, null share. */
  NUMERIC,
  /** Unordered values: PSI, chi-square, Jensen-Shannon, null share. */
  CATEGORICAL,
  /** Dates and timestamps, which move on by themselves: only their null share is compared. */
  TEMPORAL
}
