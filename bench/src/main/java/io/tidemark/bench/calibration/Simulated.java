package io.tidemark.bench.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table's situations with what came of them.
 *
 * @param rows in the order of the group
 */
record Simulated(String title, List<Row> rows) {
  /** Fewer replicates where both sides take long to draw. */
  private static final int SMALL = 2_000;

  private static final int LARGE = 1_000;
  private static final int DRIFTED = 400;

  /** One situation. */
  record Row(Situation situation, Rates rates) {}

  /** Runs everything that does not drift. */
  static List<Simulated> still(long seed, Consumer<String> progress) {
    return run(Grid.still(), seed, progress, false);
  }

  /** Runs everything that drifts. */
  static List<Simulated> drifted(long seed, Consumer<String> progress) {
    return run(Grid.drifted(), seed + 1_000_000, progress, true);
  }

  private static List<Simulated> run(
      List<Grid.Group> groups, long seed, Consumer<String> progress, boolean drifted) {
    List<Simulated> all = new ArrayList<>();
    long next = seed;
    for (Grid.Group group : groups) {
      progress.accept(group.title());
      List<Row> rows = new ArrayList<>();
      for (Situation situation : group.situations()) {
        boolean large = Math.max(situation.n(), situation.m()) > Column.MOST_VALUES;
        int replicates = drifted ? DRIFTED : large ? LARGE : SMALL;
        rows.add(new Row(situation, Rates.of(situation, replicates, next++)));
      }
      all.add(new Simulated(group.title(), rows));
    }
    return all;
  }
}
