package io.tidemark.checks;

import java.util.List;

/**
 * Share of the values of a string column that have a form known by name.
 *
 * @param is the form
 * @param minShare least share of the values that are not null
 */
public record Format(String column, TextFormat is, double minShare, Terms terms)
    implements Constraint {

  public Format {
    Bounds.share(minShare);
  }

  @Override
  public String kind() {
    return "format";
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public List<String> distinction() {
    return List.of(column, is.key());
  }

  @Override
  public String rowRule() {
    return is.key().replace('_', ' ');
  }

  @Override
  public String expected() {
    return rowRule() + " for " + Bounds.atLeast(minShare) + " of values";
  }
}
