package io.tidemark.checks;

import java.util.List;

/**
 * Share of the rows whose values occur in another row, too: what {@link Constraint.Uniqueness}
 * leaves to one. Rows in which all the columns are null are left out.
 *
 * @param columns one or more columns, taken together
 * @param max greatest share
 */
public record Duplicates(List<String> columns, double max, Terms terms) implements Constraint {

  public Duplicates {
    columns = Names.eachOnce("duplicates", columns);
    Bounds.share(max);
  }

  @Override
  public String kind() {
    return "duplicates";
  }

  @Override
  public String rowRule() {
    return "no other row with the same";
  }

  @Override
  public String expected() {
    return new Bounds(null, max).inWords();
  }

  @Override
  public Cost cost() {
    return Cost.GROUPING;
  }
}
