package io.tidemark.drift.profile;

/** A run of rows, by columns. A column's block holds until the next one is asked for. */
interface RowRun {

  /** Number of rows. */
  int rows();

  /** Loads a column, by its position among the reads of the scan. */
  ColumnBlock column(int read);
}
