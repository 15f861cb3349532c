package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnKind;

/**
 * Which column to read and how. Columns are named by position: names may hold dots and backticks,
 * or differ in case only.
 *
 * @param index position in the dataset's schema
 * @param kind how it is compared
 * @param singlePrecision round numbers to {@code float} first: a {@code float} column that was
 *     widened to {@code double} must hit the cut points that its reference was frozen on
 */
public record ColumnRead(int index, ColumnKind kind, boolean singlePrecision) {}
