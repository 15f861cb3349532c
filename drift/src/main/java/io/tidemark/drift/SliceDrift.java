package io.tidemark.drift;

import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift of one slice: the rows that share the values of some key columns. Its columns carry no
 * bins.
 *
 * @param keys the key columns
 * @param values the values of the keys, as text, in the same order; null for null
 * @param referenceRows rows of the slice in the reference
 * @param currentRows rows of the slice in the current data
 * @param columns drift of the columns within the slice; empty if there were too few rows
 * @param verdict the worst of the columns, {@link Verdict#INSUFFICIENT_DATA} below the smallest
 *     number of rows
 * @param problem why the slice was not compared; null if it was
 */
public record SliceDrift(
    List<String> keys,
    List<@Nullable String> values,
    long referenceRows,
    long currentRows,
    List<ColumnDrift> columns,
    Verdict verdict,
    @Nullable String problem) {

  public SliceDrift {
    keys = List.copyOf(keys);
    values = Collections.unmodifiableList(new ArrayList<>(values));
    columns = List.copyOf(columns);
  }
}
