package io.tidemark.reports.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Which cells of a table to hide, so that none of fewer than k rows is shown and none can be
 * computed from the others and their total: the next smallest ones are hidden with it until all
 * that are hidden have k rows or more together (complementary suppression). A cell without rows
 * tells of nobody and is none of fewer than k.
 */
final class Suppression {
  private final long least;

  /**
   * A rule.
   *
   * @param least k
   */
  Suppression(long least) {
    this.least = least;
  }

  /** Whether a number of rows is too small to be shown. */
  boolean isSmall(long rows) {
    return rows > 0 && rows < least;
  }

  /** Whether a part of some rows is too small, or what is left without it. */
  boolean isSmallPart(long part, long whole) {
    return isSmall(part) || isSmall(whole - part);
  }

  /**
   * The cells to hide, by their place.
   *
   * @param cells what is counted of each cell, for example rows on both sides
   */
  Set<Integer> hidden(List<long[]> cells) {
    Set<Integer> hidden = new TreeSet<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (LongStream.of(cells.get(i)).anyMatch(this::isSmall)) {
        hidden.add(i);
      } else {
        others.add(i);
      }
    }
    others.sort(Comparator.comparingLong(i -> LongStream.of(cells.get(i)).sum()));
    for (int next : others) {
      if (!togetherSmall(cells, hidden)) {
        break;
      }
      // What has no rows hides nothing.
      if (LongStream.of(cells.get(next)).sum() > 0) {
        hidden.add(next);
      }
    }
    return hidden;
  }

  /** Whether some cells are too small even together. */
  boolean togetherSmall(List<long[]> cells, Set<Integer> together) {
    return LongStream.of(sum(cells, together)).anyMatch(this::isSmall);
  }

  /** Sums of some cells. */
  static long[] sum(List<long[]> cells, Set<Integer> together) {
    long[] sums = new long[cells.isEmpty() ? 0 : cells.get(0).length];
    for (int i : together) {
      for (int side = 0; side < sums.length; side++) {
        sums[side] += cells.get(i)[side];
      }
    }
    return sums;
  }
}
