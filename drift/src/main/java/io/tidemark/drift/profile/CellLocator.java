package io.tidemark.drift.profile;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cell of a number among (-inf, e_1), {e_1}, (e_1, e_2), ..., {e_k}, (e_k, +inf), which
 * are numbered 0 to 2k.
 *
 * <p>A guide table leads from a number, by arithmetic that never decreases as the number grows, to
 * the first cut point that may be at or above it; from there it is compared with the cut points
 * themselves. So the cells are exact whatever the guide does: a good guide only saves comparisons.
 * Two kinds of arithmetic are tried on the cut points, which have about equal mass between them:
 * even steps, and steps that grow with the distance from the median once that exceeds a scale, for
 * skewed columns and those with outliers.
 */
final class CellLocator implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int GUIDES_PER_CUT = 8;
  private static final int LEAST_GUIDES = 64;
  private static final int MOST_GUIDES = 1 << 15;

  /** Even steps are quicker to find, so growing ones must save this many comparisons. */
  private static final double WORTH_GROWING = 0.25;

  /** So that two bytes a guide do: the tables of many columns should stay in the cache. */
  private static final int MOST_CUTS = Character.MAX_VALUE;

  private static final int FEW_COMPARISONS = 6;

  private static final double[] SCALES = {0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9};

  private final double[] cuts;
  private final int guides;
  private final boolean growing;
  private final double origin;
  private final double scale;
  private final long base;
  private final int shift;

  /** Of each guide, the first cut point in it or above. Made where it is needed. */
  private transient char @Nullable [] first;

  /** The most cut points in one guide. */
  private transient int comparisons;

  /** Cut points must be finite, ascending, not -0.0, and at most 65,535. */
  CellLocator(double[] points) {
    int k = points.length;
    if (k > MOST_CUTS) {
      throw new IllegalArgumentException(
          "at most %d cut points, but there are %d".formatted(MOST_CUTS, k));
    }
    cuts = Arrays.copyOf(points, k + 1);
    cuts[k] = Double.POSITIVE_INFINITY; // ends every search: nothing is above it
    guides = guides(k);
    Guide best = k < 2 ? Guide.even(0, 0) : best(points);
    growing = best.growing;
    origin = best.origin;
    scale = best.scale;
    base = best.base;
    shift = best.shift;
  }

  /** The cut points. */
  double[] points() {
    return Arrays.copyOf(cuts, cuts.length - 1);
  }

  boolean hasCutsOf(CellLocator other) {
    return Arrays.equals(cuts, other.cuts);
  }

  private char[] first() {
    char[] found = first;
    if (found == null) {
      found = new char[guides];
      int cut = 0;
      for (int guide = 0; guide < guides; guide++) {
        int start = cut;
        while (cut < cuts.length - 1 && guide(cuts[cut]) == guide) {
          cut++;
        }
        found[guide] = (char) start;
        comparisons = Math.max(comparisons, cut - start);
      }
      first = found;
    }
    return found;
  }

  private int guide(double value) {
    return growing
        ? growingGuide(value, origin, scale, base, shift, guides / 2)
        : evenGuide(value, origin, scale, guides);
  }

  private static int guides(int k) {
    int wanted = Math.min(MOST_GUIDES, Math.max(LEAST_GUIDES, GUIDES_PER_CUT * k));
    return Integer.highestOneBit(wanted - 1) << 1;
  }

  private Guide best(double[] points) {
    int k = points.length;
    double low = points[0];
    double high = points[k - 1];
    Guide even = Guide.even(low, guides / (high - low));
    Guide best = even;
    double cost = even.cost(points, guides) - WORTH_GROWING;
    double median = points[k / 2];
    double[] distances = new double[k];
    for (int i = 0; i < k; i++) {
      distances[i] = Math.abs(points[i] - median);
    }
    Arrays.sort(distances);
    for (double share : SCALES) {
      double scale = distances[(int) (share * (k - 1))];
      if (scale > 0 && Double.isFinite(scale + distances[k - 1])) {
        Guide guide = Guide.growing(median, scale, distances[k - 1], guides / 2);
        double found = guide.cost(points, guides);
        if (found < cost) {
          cost = found;
          best = guide;
        }
      }
    }
    return best;
  }

  private record Guide(boolean growing, double origin, double scale, long base, int shift) {
    static Guide even(double origin, double scale) {
      return new Guide(false, origin, scale, 0, 0);
    }

    static Guide growing(double origin, double scale, double farthest, int half) {
      long base = Double.doubleToRawLongBits(scale);
      long span = Double.doubleToRawLongBits(farthest + scale) - base;
      int shift = 0;
      while (span >>> shift >= half) {
        shift++;
      }
      return new Guide(true, origin, scale, base, shift);
    }

    int of(double value, int guides) {
      return growing
          ? growingGuide(value, origin, scale, base, shift, guides / 2)
          : evenGuide(value, origin, scale, guides);
    }

    /** Cut points to compare with beyond the first, on average over equal masses. */
    double cost(double[] points, int guides) {
      double sum = 0;
      int run = 0;
      int previous = -1;
      for (double point : points) {
        int guide = of(point, guides);
        run = guide == previous ? run + 1 : 0;
        previous = guide;
        sum += run;
      }
      return sum / points.length;
    }
  }

  private static int evenGuide(double value, double origin, double scale, int guides) {
    // A conversion to int takes what is too large to the largest int, so both ends are safe.
    int guide = (int) ((value - origin) * scale);
    return Math.max(0, Math.min(guide, guides - 1));
  }

  /**
   * The bits of a positive double grow with it, by even steps within a power of two; starting at
   * the scale keeps the steps even below it too. The sign is folded in without a branch.
   */
  private static int growingGuide(
      double value, double origin, double scale, long base, int shift, int half) {
    double distance = value - origin;
    long step = (Double.doubleToRawLongBits(Math.abs(distance) + scale) - base) >>> shift;
    int clamped = (int) Math.min(step, half - 1L);
    int negative = (int) (Double.doubleToRawLongBits(distance) >> 63);
    return half + (clamped ^ negative);
  }

  /** Number of cells. */
  int cells() {
    return 2 * cuts.length - 1;
  }

  /**
   * Finds the cells of finite numbers and counts them. Where a number falls is as good as random,
   * so every branch on it would be mispredicted half the time: there is none, only signs of
   * differences, which are exact.
   */
  void count(double[] values, int size, int[] cells, long[] counts) {
    char[] table = first();
    if (comparisons > FEW_COMPARISONS) {
      for (int i = 0; i < size; i++) {
        cells[i] = locate(values[i]);
      }
    } else {
      findGuides(values, size, cells, table);
      // One pass for each comparison: a loop within the loop would cost more than it compares.
      for (int done = 0; done < comparisons; done++) {
        for (int i = 0; i < size; i++) {
          int cut = cells[i];
          cells[i] = cut + (int) (Double.doubleToRawLongBits(cuts[cut] - values[i]) >>> 63);
        }
      }
      for (int i = 0; i < size; i++) {
        int cut = cells[i];
        long above = Double.doubleToRawLongBits(cuts[cut] - values[i]);
        cells[i] = 2 * cut + (int) ((above - 1) >>> 63);
      }
    }
    for (int i = 0; i < size; i++) {
      counts[cells[i]]++;
    }
  }

  private void findGuides(double[] values, int size, int[] found, char[] table) {
    if (growing) {
      for (int i = 0; i < size; i++) {
        found[i] = table[growingGuide(values[i], origin, scale, base, shift, guides / 2)];
      }
    } else {
      for (int i = 0; i < size; i++) {
        found[i] = table[evenGuide(values[i], origin, scale, guides)];
      }
    }
  }

  /** The cell of a number other than NaN. */
  int locate(double value) {
    int cut = first()[guide(value)];
    while (cuts[cut] < value) {
      cut++;
    }
    return 2 * cut + (cut < cuts.length - 1 && cuts[cut] == value ? 1 : 0);
  }
}
