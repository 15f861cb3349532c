package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of all columns within each group of rows. */
public final class GroupTally implements Mergeable<GroupTally.Run, GroupTally> {
  private static final long serialVersionUID = 1L;
  private final RowGrouping grouping;
  private final int[] cellCounts;
  private final TreeMap<Long, Group> groups = new TreeMap<>();
  private @Nullable Group[] groupOfRow = {};

  /** One group. */
  private static final class Group implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final @Nullable GroupCells[] columns;
    private long rows;

    Group(int columns) {
      this.columns = new GroupCells[columns];
    }
  }

  /** A run of rows: their groups, and whether this part of the scan counts them as rows. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
  record Run(long[] groups, int rows, boolean countRows) {}

  GroupTally(RowGrouping grouping, int[] cellCounts) {
    this.grouping = grouping;
    this.cellCounts = cellCounts.clone();
  }

  @Override
  public GroupTally empty() {
    return new GroupTally(grouping, cellCounts);
  }

  /** Starts a run of rows; the values of the columns follow by {@link #acceptColumn}. */
  @Override
  public void accept(Run run) {
    if (groupOfRow.length < run.rows()) {
      groupOfRow = new Group[run.rows()];
    }
    long previous = RowGrouping.Assigner.NONE;
    Group current = null;
    for (int row = 0; row < run.rows(); row++) {
      long key = run.groups()[row];
      if (key != previous) {
        current = key == RowGrouping.Assigner.NONE ? null : group(key);
        previous = key;
      }
      groupOfRow[row] = current;
      if (current != null && run.countRows()) {
        current.rows++;
      }
    }
  }

  private Group group(long key) {
    Group group = groups.get(key);
    if (group == null) {
      group = new Group(cellCounts.length);
      groups.put(key, group);
      if (groups.size() > grouping.maxGroups()) {
        throw new TooManyGroupsException(grouping.tooMany());
      }
    }
    return group;
  }

  /** Takes in a column's values, whose cells have been found. */
  void acceptColumn(int column, ColumnBlock block, boolean numeric) {
    int[] rows = block.positions();
    int[] cells = block.cells();
    double[] numbers = block.numbers();
    for (int i = 0; i < block.size(); i++) {
      Group group = groupOfRow[rows[i]];
      if (group != null) {
        GroupCells counts = cells(group, column);
        if (numeric) {
          counts.add(cells[i], numbers[i]);
        } else {
          counts.add(cells[i]);
        }
      }
    }
  }

  private GroupCells cells(Group group, int column) {
    GroupCells cells = group.columns[column];
    if (cells == null) {
      cells = new GroupCells(cellCounts[column]);
      group.columns[column] = cells;
    }
    return cells;
  }

  @Override
  public void merge(GroupTally other) {
    other.groups.forEach(
        (key, theirs) -> {
          Group mine = group(key);
          mine.rows += theirs.rows;
          for (int column = 0; column < cellCounts.length; column++) {
            GroupCells cells = theirs.columns[column];
            if (cells != null) {
              cells(mine, column).merge(cells);
            }
          }
        });
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, groups.size());
    for (Map.Entry<Long, Group> entry : groups.entrySet()) {
      out.writeLong(entry.getKey());
      Group group = entry.getValue();
      Wire.number(out, group.rows);
      for (GroupCells cells : group.columns) {
        out.writeBoolean(cells != null);
        if (cells != null) {
          cells.write(out);
        }
      }
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    int size = Wire.size(in);
    for (int i = 0; i < size; i++) {
      Group group = group(in.readLong());
      group.rows += Wire.number(in);
      for (int column = 0; column < cellCounts.length; column++) {
        if (in.readBoolean()) {
          cells(group, column).read(in);
        }
      }
    }
  }

  /** Groups that came up, ascending, with their rows. */
  public Map<Long, Long> rows() {
    Map<Long, Long> rows = new TreeMap<>();
    groups.forEach((key, group) -> rows.put(key, group.rows));
    return rows;
  }

  /**
   * A column's tally within a group.
   *
   * @param group one of the groups that came up
   * @param table the column's tally in the table, for its shape
   */
  public ColumnTally column(long group, int column, ColumnTally table) {
    Group found = Objects.requireNonNull(groups.get(group), "no row of this group came up");
    GroupCells cells = found.columns[column];
    return table.of(cells == null ? new GroupCells(cellCounts[column]) : cells, found.rows);
  }

  RowGrouping grouping() {
    return grouping;
  }
}
