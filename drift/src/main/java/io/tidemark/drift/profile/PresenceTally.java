package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;

/** Counts only whether there is a value. */
public final class PresenceTally extends ColumnTally {

  @Override
  public PresenceTally empty() {
    return new PresenceTally();
  }

  @Override
  void acceptValue(Object value) {
    // That there is one has been counted by now.
  }

  @Override
  boolean hasShapeOf(ColumnTally other) {
    return other instanceof PresenceTally;
  }

  @Override
  void mergeValues(ColumnTally other) {
    // Nothing beyond rows and nulls.
  }

  @Override
  public ColumnSummary summary() {
    return new ColumnSummary(rows(), nulls(), 0, null, null, null, null);
  }
}
