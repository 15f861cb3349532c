package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of every combination of the values of key columns. */
public final class SliceCounts implements Mergeable<ColumnBlock[], SliceCounts> {
  private static final long serialVersionUID = 1L;

  /** Beyond this, a set of keys identifies rows rather than groups of them. */
  static final int MOST = 10_000;

  private final List<String> names;
  private final List<ColumnRead> keys;
  private final Map<List<@Nullable String>, Long> rows = new HashMap<>();
  private @Nullable SliceKeys combinations;
  private long[] counts = {};

  /**
   * Counts nothing yet.
   *
   * @param names of the key columns, for messages
   * @param keys the key columns
   */
  public SliceCounts(List<String> names, List<ColumnRead> keys) {
    this.names = List.copyOf(names);
    this.keys = List.copyOf(keys);
  }

  List<ColumnRead> keys() {
    return keys;
  }

  @Override
  public SliceCounts empty() {
    return new SliceCounts(names, keys);
  }

  @Override
  public void accept(ColumnBlock[] blocks) {
    if (combinations == null) {
      combinations = new SliceKeys(keys);
    }
    int[] found = combinations.find(blocks, true);
    int size = combinations.slices().size();
    check(size);
    if (counts.length < size) {
      counts = java.util.Arrays.copyOf(counts, Math.max(size, 2 * counts.length));
    }
    for (int row = 0; row < blocks[0].rows(); row++) {
      counts[found[row]]++;
    }
  }

  private void check(int size) {
    if (size > MOST) {
      throw new TooManyGroupsException(
          "slices by %s are more than %,d; choose columns with fewer values"
              .formatted(String.join(", ", names), MOST));
    }
  }

  private Map<List<@Nullable String>, Long> all() {
    Map<List<@Nullable String>, Long> all = new HashMap<>(rows);
    if (combinations != null) {
      List<List<@Nullable String>> slices = combinations.slices();
      for (int i = 0; i < slices.size(); i++) {
        all.merge(slices.get(i), counts[i], Long::sum);
      }
    }
    return all;
  }

  @Override
  public void merge(SliceCounts other) {
    other.all().forEach((values, count) -> rows.merge(values, count, Long::sum));
    check(all().size());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Map<List<@Nullable String>, Long> all = all();
    Wire.number(out, all.size());
    for (Map.Entry<List<@Nullable String>, Long> entry : all.entrySet()) {
      for (String value : entry.getKey()) {
        out.writeBoolean(value != null);
        if (value != null) {
          Wire.text(out, value);
        }
      }
      Wire.number(out, entry.getValue());
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    int size = Wire.size(in);
    for (int i = 0; i < size; i++) {
      List<@Nullable String> values = new ArrayList<>();
      for (int key = 0; key < keys.size(); key++) {
        values.add(in.readBoolean() ? Wire.text(in) : null);
      }
      rows.merge(values, Wire.number(in), Long::sum);
    }
    check(rows.size());
  }

  /** The slices with at least so many rows, those with the most first, ties by their values. */
  public List<List<@Nullable String>> largest(int most, long minRows) {
    Comparator<Map.Entry<List<@Nullable String>, Long>> byRows =
        Map.Entry.<List<@Nullable String>, Long>comparingByValue().reversed();
    return all().entrySet().stream()
        .filter(entry -> entry.getValue() >= minRows)
        .sorted(byRows.thenComparing(entry -> String.valueOf(entry.getKey())))
        .limit(most)
        .<List<@Nullable String>>map(Map.Entry::getKey)
        .toList();
  }
}
