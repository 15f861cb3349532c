package io.tidemark.checks;

/** A constraint that looks at a second table, or at another version of this one. */
public sealed interface CrossTable extends Constraint
    permits ForeignKey, RowCountMatch, DatasetMatch, SchemaMatch {

  /** The table to compare with. */
  OtherTable other();

  @Override
  default Cost cost() {
    return Cost.OWN_SCAN;
  }
}
