package io.tidemark.checks.schema;

/** What a contract may allow to change in a schema. */
public enum Evolution {
  /** Columns are added. */
  ADD,
  /** Types are widened without loss, as Delta's type widening does. */
  WIDEN,
  /** Columns change their places. */
  ORDER,
  /** Columns are renamed and keep their field id (Delta's column mapping). */
  RENAME,
  /** Columns may be null that might not, or the other way round. */
  NULLABILITY,
  /** Types change in any other way. */
  RETYPE,
  /** Columns are dropped. */
  DROP
}
