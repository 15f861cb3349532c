package io.tidemark.checks;

import java.util.List;

/** A constraint that looks at a second table, or at another version of this one. */
public sealed interface CrossTable extends Constraint
    permits ForeignKey, RowCountMatch, DatasetMatch, SchemaMatch {

  /** The table to compare with. */
  OtherTable other();

  @Override
  default List<String> columns() {
    return List.of();
  }

  @Override
  default List<String> distinction() {
    return List.of(other().inWords());
  }

  @Override
  default Cost cost() {
    return Cost.OWN_SCAN;
  }
}
