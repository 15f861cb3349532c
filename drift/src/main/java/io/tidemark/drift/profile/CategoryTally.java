package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the categories that are known by name, and all others together. */
public final class CategoryTally extends ColumnTally {
  private final HashMap<String, Integer> positions = new HashMap<>();
  private final long[] counts;
  private long others;

  /** Counts these categories, without duplicates. */
  public CategoryTally(List<String> known) {
    for (String category : known) {
      positions.put(category, positions.size());
    }
    counts = new long[positions.size()];
  }

  private CategoryTally(Map<String, Integer> positions) {
    this.positions.putAll(positions);
    counts = new long[positions.size()];
  }

  @Override
  public CategoryTally empty() {
    return new CategoryTally(positions);
  }

  @Override
  void acceptValue(Object value) {
    Integer position = positions.get((String) value);
    if (position == null) {
      others++;
    } else {
      counts[position]++;
    }
  }

  @Override
  boolean hasShapeOf(ColumnTally other) {
    return other instanceof CategoryTally that && positions.equals(that.positions);
  }

  @Override
  void mergeValues(ColumnTally other) {
    CategoryTally that = (CategoryTally) other;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += that.counts[i];
    }
    others += that.others;
  }

  /** Counts of the known categories, in the order they were given. */
  public long[] counts() {
    return counts.clone();
  }

  /** Rows with a category that is not known by name. */
  public long others() {
    return others;
  }

  @Override
  public ColumnSummary summary() {
    return new ColumnSummary(rows(), nulls(), 0, null, null, null, null);
  }
}
