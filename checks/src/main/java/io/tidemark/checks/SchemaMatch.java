package io.tidemark.checks;

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
  public String expected() {
    return "no difference from " + other.inWords();
  }

  @Override
  public Cost cost() {
    return Cost.NO_JOB;
  }
}
