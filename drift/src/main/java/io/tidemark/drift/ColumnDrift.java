package io.tidemark.drift;

import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift of one column.
 *
 * @param column the column's name
 * @param kind how it was compared
 * @param dataType Spark's name of its type in the reference, for example {@code bigint}
 * @param importance its weight in the dataset verdict
 * @param reference summary of the reference; null if the column is not in it
 * @param current summary of the current version; null if it could not be read there
 * @param bins frozen bins with the counts of both sides, in order; empty where there are none
 * @param measures one result per measure; empty on error
 * @param verdict the worst verdict of the measures, or {@link Verdict#ERROR}
 * @param problem why it could not be compared, with the next step; null if it could
 */
public record ColumnDrift(
    String column,
    ColumnKind kind,
    String dataType,
    Importance importance,
    @Nullable ColumnSummary reference,
    @Nullable ColumnSummary current,
    List<Bin> bins,
    List<MeasureResult> measures,
    Verdict verdict,
    @Nullable String problem) {

  public ColumnDrift {
    bins = List.copyOf(bins);
    measures = List.copyOf(measures);
  }
}
