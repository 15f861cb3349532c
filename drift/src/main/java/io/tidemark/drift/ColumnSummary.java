package io.tidemark.drift;

import org.jspecify.annotations.Nullable;

/**
 * One side's summary of a column.
 *
 * @param rows all rows, nulls included
 * @param nulls rows with a null
 * @param nans rows with NaN, 0 for other than floating point columns
 * @param min smallest value, null for columns other than numeric or without a value
 * @param max largest value, likewise
 * @param mean arithmetic mean of the finite values, likewise
 * @param standardDeviation sample standard deviation of the finite values, null below two values
 */
public record ColumnSummary(
    long rows,
    long nulls,
    long nans,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    @Nullable Double standardDeviation) {}
