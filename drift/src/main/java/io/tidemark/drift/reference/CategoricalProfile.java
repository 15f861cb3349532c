package io.tidemark.drift.reference;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column of categories.
 *
 * @param name the column's name
 * @param dataType Spark's name of its type
 * @param summary rows and nulls
 * @param categories the most frequent categories, ties by name
 * @param other rows with a category that was not kept by name
 */
public record CategoricalProfile(
    String name, String dataType, ColumnSummary summary, List<Category> categories, long other)
    implements ColumnProfile {

  /**
   * A category.
   *
   * @param name its value
   * @param count rows of the reference with it
   */
  public record Category(String name, long count) {}

  public CategoricalProfile {
    Checks.present(name, dataType, summary);
    categories = List.copyOf(categories);
    Set<String> names = new HashSet<>();
    long counted = other;
    for (Category category : categories) {
      Checks.that(names.add(category.name()), name, "categories must not repeat");
      Checks.that(category.count() >= 0, name, "counts must not be negative");
      counted += category.count();
    }
    Checks.that(other >= 0, name, "counts must not be negative");
    Checks.that(
        counted + summary.nulls() == summary.rows(),
        name,
        "categories, other and nulls must add up to the rows");
  }

  /**
   * The same categories with the counts of some of the rows.
   *
   * @param counts of the categories in order, then of all others
   */
  public CategoricalProfile withCounts(ColumnSummary some, long[] counts) {
    List<Category> counted = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      counted.add(new Category(categories.get(i).name(), counts[i]));
    }
    return new CategoricalProfile(name, dataType, some, counted, counts[categories.size()]);
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.CATEGORICAL;
  }

  /**
   * True when every category of the reference is kept by name. Any other one is then known to be
   * unseen; else it may have been one of the rare ones, and is counted with them.
   */
  @JsonIgnore
  public boolean complete() {
    return other == 0;
  }
}
