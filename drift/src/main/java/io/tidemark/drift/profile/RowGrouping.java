package io.tidemark.drift.profile;

import java.io.Serializable;
import java.util.List;

/** A way to put rows into groups: slices or windows. */
public sealed interface RowGrouping extends Serializable permits SliceGrouping, WindowGrouping {

  /** The columns that decide on the group. */
  List<ColumnRead> keys();

  /** Starts assigning; one assigner serves one task. */
  Assigner assigner();

  /** Most groups that may come up. */
  int maxGroups();

  /** What to say when there are more. */
  String tooMany();

  /** Assigns rows to groups. */
  interface Assigner {
    /** Group that a row belongs to when it belongs to none. */
    long NONE = Long.MIN_VALUE;

    /**
     * Finds the group of each row of a run.
     *
     * @param keys the values of the key columns
     * @param groups to be filled
     */
    void assign(ColumnBlock[] keys, long[] groups);
  }
}
