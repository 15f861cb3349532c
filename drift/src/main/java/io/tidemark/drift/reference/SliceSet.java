package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a reference by one set of key columns.
 *
 * @param keys the key columns
 * @param slices the kept slices, those with the most rows first
 */
public record SliceSet(List<String> keys, List<Slice> slices) {

  public SliceSet {
    keys = List.copyOf(keys);
    slices = List.copyOf(slices);
    for (Slice slice : slices) {
      Checks.that(
          slice.values().size() == keys.size(), keys.get(0), "every key of a slice needs a value");
    }
  }

  /**
   * A slice.
   *
   * @param values values of the keys, as text; null for null
   * @param rows its rows
   * @param columns its counts of each profiled column, in their order
   */
  public record Slice(List<@Nullable String> values, long rows, List<SliceColumn> columns) {
    public Slice {
      values = Collections.unmodifiableList(new ArrayList<>(values));
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column within a slice.
   *
   * @param summary rows, nulls and moments
   * @param cells counts on the column's cells; of categories, those kept by name and then all
   *     others
   */
  public record SliceColumn(ColumnSummary summary, CellCounts cells) {}
}
