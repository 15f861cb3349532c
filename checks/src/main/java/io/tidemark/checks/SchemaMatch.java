package io.tidemark.checks;

import java.util.List;

/**
 * Number of differences between the columns of this table and those of another one: a column that
 * only one of them has, or that has another type. Neither the order of columns nor whether they may
 * be null makes a difference.
 *
 * @param other the table to compare with
 */
public record SchemaMatch(OtherTable other, Terms terms) implements CrossTable {

  @Override
  public String kind() {
    return "schema_match";
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public List<String> distinction() {
    return List.of(other.inWords());
  }

  @Override
  public String expected() {
    return "no difference from " + other.inWords();
  }

  @Override
  public Cost cost() {
    return Cost.NO_JOB;
  }
}
