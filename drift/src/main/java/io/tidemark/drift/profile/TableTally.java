package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts of all columns of a table, and of the same columns within groups of rows. A part of a scan
 * may take in a range of the columns only.
 */
public final class TableTally implements RunState<TableTally> {
  private static final long serialVersionUID = 1L;
  private final ColumnTally[] columns;
  private final GroupTally[] groups;
  private final int from;
  private final int counted;
  private long rows;
  private RowGrouping.Assigner @Nullable [] assigners;
  private long[] groupOfRow = {};

  /** Counts with one tally per column that is read, in order; they are not changed themselves. */
  public TableTally(List<? extends ColumnTally> columns, List<RowGrouping> groupings) {
    this(
        columns.stream().map(ColumnTally::empty).toArray(ColumnTally[]::new),
        groups(columns, groupings),
        0,
        columns.size());
  }

  /** Counts a range of the columns, the first of which is {@code from} of {@code counted}. */
  private TableTally(ColumnTally[] columns, GroupTally[] groups, int from, int counted) {
    this.columns = columns;
    this.groups = groups;
    this.from = from;
    this.counted = counted;
  }

  private static GroupTally[] groups(
      List<? extends ColumnTally> columns, List<RowGrouping> groupings) {
    int[] cells = columns.stream().mapToInt(ColumnTally::cellCount).toArray();
    return groupings.stream().map(g -> new GroupTally(g, cells)).toArray(GroupTally[]::new);
  }

  @Override
  public TableTally empty() {
    return part(from, from + columns.length);
  }

  @Override
  public TableTally part(int first, int end) {
    ColumnTally[] empties =
        Arrays.stream(columns, first - from, end - from)
            .map(ColumnTally::empty)
            .toArray(ColumnTally[]::new);
    GroupTally[] emptyGroups = new GroupTally[groups.length];
    for (int i = 0; i < groups.length; i++) {
      emptyGroups[i] = groups[i].empty();
    }
    return new TableTally(empties, emptyGroups, first, counted);
  }

  @Override
  public List<ColumnRead> reads(List<ColumnRead> reads) {
    List<ColumnRead> all = new ArrayList<>(reads);
    for (GroupTally group : groups) {
      all.addAll(group.grouping().keys());
    }
    return all;
  }

  @Override
  public void accept(RowRun run) {
    boolean first = from == 0;
    rows += first ? run.rows() : 0;
    assignGroups(run, first);
    for (int i = 0; i < columns.length; i++) {
      ColumnBlock block = run.column(from + i);
      columns[i].accept(block);
      for (GroupTally group : groups) {
        group.acceptColumn(from + i, block, columns[i] instanceof NumericTally);
      }
    }
  }

  private void assignGroups(RowRun run, boolean countRows) {
    if (groups.length == 0) {
      return;
    }
    if (assigners == null) {
      assigners = new RowGrouping.Assigner[groups.length];
      for (int g = 0; g < groups.length; g++) {
        assigners[g] = groups[g].grouping().assigner();
      }
    }
    if (groupOfRow.length < run.rows()) {
      groupOfRow = new long[run.rows()];
    }
    int read = counted;
    for (int g = 0; g < groups.length; g++) {
      ColumnBlock[] keys = new ColumnBlock[groups[g].grouping().keys().size()];
      for (int key = 0; key < keys.length; key++) {
        keys[key] = run.column(read++);
      }
      Objects.requireNonNull(assigners[g]).assign(keys, groupOfRow);
      groups[g].accept(new GroupTally.Run(groupOfRow, run.rows(), countRows));
    }
  }

  @Override
  public void merge(TableTally other) {
    if (columns.length != other.columns.length || groups.length != other.groups.length) {
      throw new IllegalArgumentException(
          "cannot merge tallies of %d and %d columns"
              .formatted(columns.length, other.columns.length));
    }
    rows += other.rows;
    for (int i = 0; i < columns.length; i++) {
      columns[i].merge(other.columns[i]);
    }
    for (int i = 0; i < groups.length; i++) {
      groups[i].merge(other.groups[i]);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, rows);
    Wire.number(out, from);
    Wire.number(out, columns.length);
    for (ColumnTally column : columns) {
      column.write(out);
    }
    for (GroupTally group : groups) {
      group.write(out);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    rows += Wire.number(in);
    int first = Wire.size(in) - from;
    int count = Wire.size(in);
    for (int i = 0; i < count; i++) {
      columns[first + i].read(in);
    }
    for (GroupTally group : groups) {
      group.read(in);
    }
  }

  /** Rows seen. */
  public long rows() {
    return rows;
  }

  /** The tally of a column. */
  public ColumnTally column(int position) {
    return columns[position];
  }

  /** The counts within the groups of a grouping. */
  public GroupTally groups(int grouping) {
    return groups[grouping];
  }
}
