package io.tidemark.drift.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups rows by the values of key columns: group s holds the rows with the s-th known values. */
public final class SliceGrouping implements RowGrouping {
  private static final long serialVersionUID = 1L;
  private final List<ColumnRead> keys;
  private final ArrayList<List<@Nullable String>> slices;

  /**
   * Known slices; rows of others belong to none.
   *
   * @param keys the key columns
   * @param slices for each slice the values of the keys, as text
   */
  public SliceGrouping(List<ColumnRead> keys, List<List<@Nullable String>> slices) {
    this.keys = List.copyOf(keys);
    this.slices = new ArrayList<>();
    for (List<@Nullable String> values : slices) {
      this.slices.add(Collections.unmodifiableList(new ArrayList<>(values)));
    }
  }

  @Override
  public List<ColumnRead> keys() {
    return keys;
  }

  @Override
  public int maxGroups() {
    return Math.max(1, slices.size());
  }

  @Override
  public String tooMany() {
    return "more slices than are known";
  }

  @Override
  public Assigner assigner() {
    SliceKeys all = new SliceKeys(keys);
    slices.forEach(all::add);
    return (blocks, groups) -> {
      int[] found = all.find(blocks, false);
      for (int row = 0; row < blocks[0].rows(); row++) {
        groups[row] = found[row] < 0 ? Assigner.NONE : found[row];
      }
    };
  }
}
