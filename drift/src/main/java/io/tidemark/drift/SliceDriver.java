package io.tidemark.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a column's PSI one slice brings in. The parts of the slices of one set of keys add up
 * to the column's PSI (without smoothing): a part is the sum over the bins of (c_s - r_s) ln(c /
 * r), where c_s and r_s are the slice's rows in the bin as shares of all rows, and c and r those of
 * all slices together. It may be negative: the slice then works against the drift.
 *
 * @param column the column that drifted
 * @param keys the key columns of the slice
 * @param values their values, as text; null for null; empty for all slices that are not kept by
 *     name together
 * @param part the slice's part of the PSI
 * @param share the part as a share of the PSI
 * @param rank 1 for the slice with the largest part
 */
public record SliceDriver(
    String column,
    List<String> keys,
    List<@Nullable String> values,
    double part,
    double share,
    int rank) {

  public SliceDriver {
    keys = List.copyOf(keys);
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
