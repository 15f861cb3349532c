package io.tidemark.training.estimation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From a score to the probability of a positive label, with the error of that probability.
 *
 * <p>Isotonic regression (Zadrozny and Elkan 2002, doi:10.1145/775047.775151) by pooling adjacent
 * violators over groups of bins with at least max({@value #LEAST_IN_GROUP}, 1 % of the rows)
 * labelled rows. A group ends where the predicted class changes, so that the few rows around the
 * threshold do not blur it. Rows of a group have one probability, the share of positives of the
 * groups that it was pooled with; so have all scores between two groups and beyond the last.
 *
 * <p>MLlib's isotonic regression is not used: it does not tell how many rows stand behind a
 * probability, which the interval needs.
 */
public final class Calibrator {
  /** Name of calibration by isotonic regression. */
  public static final String ISOTONIC = "isotonic";

  /** Name of taking scores for probabilities. */
  public static final String RAW = "raw";

  /** Fewest rows of each class to calibrate on. */
  public static final long LEAST_OF_CLASS = 10;

  private static final int LEAST_IN_GROUP = 25;
  private static final int MOST_GROUPS = 100;

  private final List<Group> groups;
  private final List<Block> blocks;

  private Calibrator(List<Group> groups, List<Block> blocks) {
    this.groups = List.copyOf(groups);
    this.blocks = List.copyOf(blocks);
  }

  /** Adjacent bins up to and with {@code last}. */
  private record Group(int last, long rows, long positives, int block) {}

  /** Groups with one probability. */
  private record Block(long rows, long positives) {

    double probability() {
      return (double) positives / rows;
    }

    /** Half a row of either class keeps a block of one class from being certain. */
    double variance() {
      double share = (positives + 0.5) / (rows + 1);
      return share * (1 - share) / rows;
    }

    Block with(Block other) {
      return new Block(rows + other.rows, positives + other.positives);
    }
  }

  /** Takes scores for probabilities, without error. */
  public static Calibrator raw() {
    return new Calibrator(List.of(), List.of());
  }

  /**
   * Calibrates on labelled rows; empty if there are fewer than {@code leastRows}, or fewer than
   * {@link #LEAST_OF_CLASS} of a class.
   *
   * @param labelled their cells in any order; cells may occur more than once
   */
  public static Optional<Calibrator> isotonic(List<ScoreCell> labelled, long leastRows) {
    long rows = labelled.stream().mapToLong(ScoreCell::rows).sum();
    long positives = labelled.stream().mapToLong(ScoreCell::positives).sum();
    if (rows < Math.max(1, leastRows) || Math.min(positives, rows - positives) < LEAST_OF_CLASS) {
      return Optional.empty();
    }
    long least = Math.max(LEAST_IN_GROUP, (rows + MOST_GROUPS - 1) / MOST_GROUPS);
    return Optional.of(pooled(groups(labelled, least)));
  }

  private static List<Group> groups(List<ScoreCell> labelled, long least) {
    Map<Integer, long[]> bins = new TreeMap<>();
    for (ScoreCell cell : labelled) {
      long[] sums = bins.computeIfAbsent(cell.bin(), bin -> new long[3]);
      sums[0] += cell.rows();
      sums[1] += cell.positives();
      sums[2] += cell.chosen() ? cell.rows() : 0;
    }
    List<Group> groups = new ArrayList<>();
    long rows = 0;
    long positives = 0;
    int last = 0;
    boolean chosen = false;
    for (Map.Entry<Integer, long[]> bin : bins.entrySet()) {
      long[] sums = bin.getValue();
      boolean mostlyChosen = 2 * sums[2] > sums[0];
      if (rows >= least || (rows > 0 && mostlyChosen != chosen)) {
        groups.add(new Group(last, rows, positives, 0));
        rows = 0;
        positives = 0;
      }
      rows += sums[0];
      positives += sums[1];
      last = bin.getKey();
      chosen = mostlyChosen;
    }
    groups.add(new Group(last, rows, positives, 0));
    return groups;
  }

  /** Pools adjacent violators. */
  private static Calibrator pooled(List<Group> groups) {
    List<Block> blocks = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Group group : groups) {
      Block block = new Block(group.rows(), group.positives());
      int size = 1;
      while (!blocks.isEmpty()
          && blocks.get(blocks.size() - 1).probability() >= block.probability()) {
        block = blocks.remove(blocks.size() - 1).with(block);
        size += sizes.remove(sizes.size() - 1);
      }
      blocks.add(block);
      sizes.add(size);
    }
    List<Group> placed = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block++) {
      for (int i = 0; i < sizes.get(block); i++) {
        Group group = groups.get(placed.size());
        placed.add(new Group(group.last(), group.rows(), group.positives(), block));
      }
    }
    return new Calibrator(placed, blocks);
  }

  /** {@link #ISOTONIC} or {@link #RAW}. */
  public String method() {
    return blocks.isEmpty() ? RAW : ISOTONIC;
  }

  /** Probability that a row of a cell is positive. */
  public double probability(ScoreCell cell) {
    return blocks.isEmpty()
        ? Math.max(0, Math.min(1, cell.scores() / cell.rows()))
        : blocks.get(block(cell.bin())).probability();
  }

  /** Number of blocks, each with a probability whose error all its rows share. */
  int blocks() {
    return blocks.size();
  }

  /** The block of a bin. */
  int block(int bin) {
    int low = 0;
    int high = groups.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (groups.get(middle).last() < bin) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return groups.get(low).block();
  }

  /** Variance of a block's probability. */
  double variance(int block) {
    return blocks.get(block).variance();
  }

  /**
   * Mean distance between score and share of positives, over the groups that calibration would
   * make, weighted by rows; NaN without labelled rows.
   */
  public static double expectedError(List<ScoreCell> labelled) {
    long rows = labelled.stream().mapToLong(ScoreCell::rows).sum();
    if (rows == 0) {
      return Double.NaN;
    }
    List<ScoreCell> ordered =
        labelled.stream().sorted(Comparator.comparingInt(ScoreCell::bin)).toList();
    double error = 0;
    int next = 0;
    for (Group group : groups(labelled, Math.max(LEAST_IN_GROUP, rows / 10))) {
      double scores = 0;
      while (next < ordered.size() && ordered.get(next).bin() <= group.last()) {
        scores += ordered.get(next++).scores();
      }
      error += Math.abs(scores - group.positives());
    }
    return error / rows;
  }
}
