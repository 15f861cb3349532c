package io.tidemark.checks;

import java.util.List;

/**
 * Share of the values of a numeric column that are positive, or at least not negative. NaN is
 * neither.
 *
 * @param zero true if zero is fine, too
 * @param minShare least share of the values that are not null
 */
public record Sign(String column, boolean zero, double minShare, Terms terms)
    implements Constraint {

  public Sign {
    Bounds.share(minShare);
  }

  @Override
  public String kind() {
    return zero ? "non_negative" : "positive";
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public String rowRule() {
    return zero ? ">= 0" : "> 0";
  }

  @Override
  public String expected() {
    return rowRule() + " for " + Bounds.atLeast(minShare) + " of values";
  }
}
