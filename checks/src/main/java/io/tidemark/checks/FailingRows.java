package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/**
 * What became of the rows that fail constraints.
 *
 * @param quarantine the Delta table that holds them
 * @param rows how many there are
 * @param clean the Delta table that holds the other rows; null if they were not set apart
 * @param cleanRows how many of these there are; null likewise
 */
public record FailingRows(
    String quarantine, long rows, @Nullable String clean, @Nullable Long cleanRows) {}
