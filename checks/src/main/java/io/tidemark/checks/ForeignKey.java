package io.tidemark.checks;

import java.util.List;

/**
 * Share of rows whose values are found in another table, among the rows with a value in every
 * column of the key.
 *
 * @param columns the key's columns in this table
 * @param other the table that must have them
 * @param otherColumns their names there, in the same order
 * @param minShare least share of the rows with a whole key
 */
public record ForeignKey(
    List<String> columns, OtherTable other, List<String> otherColumns, double minShare, Terms terms)
    implements CrossTable {

  public ForeignKey {
    columns = Names.eachOnce("foreign key", columns);
    otherColumns = Names.eachOnce("foreign key", otherColumns);
    if (columns.size() != otherColumns.size()) {
      throw new IllegalArgumentException(
          "a foreign key of %s refers to %s; name as many columns there as here"
              .formatted(columns, otherColumns));
    }
    Bounds.share(minShare);
  }

  @Override
  public String kind() {
    return "foreign_key";
  }

  @Override
  public List<String> distinction() {
    return columns;
  }

  @Override
  public String rowRule() {
    return "found in " + other.inWords();
  }

  @Override
  public String expected() {
    return rowRule() + " for " + Bounds.atLeast(minShare) + " of rows";
  }
}
