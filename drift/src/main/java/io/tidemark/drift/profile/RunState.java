package io.tidemark.drift.profile;

import java.util.List;

/**
 * A state that whole tables are read into. A part of a scan may take in a range of the columns
 * only.
 *
 * @param <S> the state itself
 */
interface RunState<S extends RunState<S>> extends Mergeable<RowRun, S> {

  /**
   * An empty state that takes in the columns from one on to before another, which are among those
   * of this state; what it writes can be read by this one.
   */
  S part(int from, int to);

  /**
   * The columns to read.
   *
   * @param counted those that are split into ranges; others may follow that go with every range
   */
  List<ColumnRead> reads(List<ColumnRead> counted);
}
