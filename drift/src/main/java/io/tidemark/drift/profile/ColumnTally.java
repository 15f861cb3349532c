package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import org.jspecify.annotations.Nullable;

/** Counts of one column. What it accepts is what {@link Projection} makes of the column. */
public abstract sealed class ColumnTally implements Mergeable<@Nullable Object, ColumnTally>
    permits NumericTally, CategoryTally, PresenceTally {
  private long rows;
  private long nulls;

  @Override
  public final void accept(@Nullable Object value) {
    rows++;
    if (value == null) {
      nulls++;
    } else {
      acceptValue(value);
    }
  }

  @Override
  public final void merge(ColumnTally other) {
    if (!hasShapeOf(other)) {
      throw new IllegalArgumentException(
          "a %s can only be merged with one on the same cells"
              .formatted(getClass().getSimpleName()));
    }
    mergeValues(other);
    rows += other.rows;
    nulls += other.nulls;
  }

  abstract void acceptValue(Object value);

  abstract boolean hasShapeOf(ColumnTally other);

  abstract void mergeValues(ColumnTally other);

  /** Rows, nulls and, for numbers, range and moments. */
  public abstract ColumnSummary summary();

  /** All rows, nulls included. */
  public final long rows() {
    return rows;
  }

  /** Rows with a null. */
  public final long nulls() {
    return nulls;
  }
}
