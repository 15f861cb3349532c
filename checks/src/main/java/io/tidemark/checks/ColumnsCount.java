package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Number of columns of the table; a struct is one.
 *
 * @param min least number; null for no lower bound
 * @param max greatest number; null for no upper bound
 */
public record ColumnsCount(@Nullable Long min, @Nullable Long max, Terms terms)
    implements Constraint {

  public ColumnsCount {
    Bounds.of(min, max);
  }

  @Override
  public String kind() {
    return "columns_count";
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public String expected() {
    return bounds().inWords();
  }

  @Override
  public Cost cost() {
    return Cost.NO_JOB;
  }

  Bounds bounds() {
    return Bounds.of(min, max);
  }
}
