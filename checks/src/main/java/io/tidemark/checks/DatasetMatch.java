package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Share of rows that another table has, too: rows are counted as often as they occur, and the share
 * is of the table with more rows. 1 means that both hold the same rows, in whatever order. A null
 * equals a null, and NaN equals NaN.
 *
 * @param other the table to compare with
 * @param compared columns to compare, in both tables; null for all of this one
 * @param minShare least share
 */
public record DatasetMatch(
    OtherTable other, @Nullable List<String> compared, double minShare, Terms terms)
    implements CrossTable {

  public DatasetMatch {
    compared = compared == null ? null : Names.eachOnce("dataset match", compared);
    Bounds.share(minShare);
  }

  @Override
  public String kind() {
    return "dataset_match";
  }

  @Override
  public List<String> columns() {
    return compared == null ? List.of() : compared;
  }

  @Override
  public String expected() {
    return Bounds.atLeast(minShare) + " of rows as in " + other.inWords();
  }
}
