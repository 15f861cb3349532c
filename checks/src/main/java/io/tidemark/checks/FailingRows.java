package io.tidemark.checks;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows that fail constraints.
 *
 * @param quarantine the Delta table that holds them
 * @param rows how many there are
 * @param clean the Delta table that holds the other rows; null if they were not set apart
 * @param cleanRows how many of these there are; null likewise
 * @param byCheck how many rows in quarantine fail each check, by its id; a row may fail several.
 *     Null in results of earlier releases
 */
public record FailingRows(
    String quarantine,
    long rows,
    @Nullable String clean,
    @Nullable Long cleanRows,
    @Nullable Map<String, Long> byCheck) {

  public FailingRows {
    byCheck = byCheck == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(byCheck));
  }
}
