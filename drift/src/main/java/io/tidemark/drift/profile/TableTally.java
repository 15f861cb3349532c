package io.tidemark.drift.profile;

import java.util.List;
import org.apache.spark.sql.Row;

/** Counts of all columns of a table. Accepts rows as {@link Projection} makes them. */
public final class TableTally implements Mergeable<Row, TableTally> {
  private final ColumnTally[] columns;
  private long rows;

  /** Counts with one tally per projected column, in order; they are not changed themselves. */
  public TableTally(List<? extends ColumnTally> columns) {
    this.columns = columns.stream().map(ColumnTally::empty).toArray(ColumnTally[]::new);
  }

  @Override
  public TableTally empty() {
    return new TableTally(List.of(columns));
  }

  @Override
  public void accept(Row row) {
    rows++;
    for (int i = 0; i < columns.length; i++) {
      columns[i].accept(row.get(i));
    }
  }

  @Override
  public void merge(TableTally other) {
    if (columns.length != other.columns.length) {
      throw new IllegalArgumentException(
          "cannot merge tallies of %d and %d columns"
              .formatted(columns.length, other.columns.length));
    }
    rows += other.rows;
    for (int i = 0; i < columns.length; i++) {
      columns[i].merge(other.columns[i]);
    }
  }

  /** Rows seen. */
  public long rows() {
    return rows;
  }

  /** The tally of a projected column. */
  public ColumnTally column(int position) {
    return columns[position];
  }
}
