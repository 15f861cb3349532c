package io.tidemark.drift.profile;

import java.io.Serializable;
import java.util.Arrays;

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

  private static final double[] SCALES = {0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9};

  private final double[] cuts;
  private final int guides;
  private final boolean growing;
  private final double origin;
  private final double scale;
  private final long base;
  private final int shift;

  /** Of each guide, the first cut point in it or above. */
  private final int[] first;

  /** Cut points must be finite, ascending, and not -0.0. */
  CellLocator(double[] points) {
    int k = points.length;
    cuts = Arrays.copyOf(points, k + 1);
    cuts[k] = Double.NaN; // ends every search: nothing is at or above it
    guides = guides(k);
    Guide best = k < 2 ? Guide.even(0, 0) : best(points);
    growing = best.growing;
    origin = best.origin;
    scale = best.scale;
    base = best.base;
    shift = best.shift;
    first = new int[guides];
    int next = 0;
    for (int guide = 0; guide < guides; guide++) {
      while (next < k && best.of(points[next], guides) < guide) {
        next++;
      }
      first[guide] = next;
    }
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

  /** Finds the cells of numbers other than NaN and counts them. */
  void count(double[] values, int size, int[] cells, long[] counts) {
    if (growing) {
      for (int i = 0; i < size; i++) {
        double value = values[i];
        int cell = from(first[growingGuide(value, origin, scale, base, shift, guides / 2)], value);
        cells[i] = cell;
        counts[cell]++;
      }
    } else {
      for (int i = 0; i < size; i++) {
        double value = values[i];
        int cell = from(first[evenGuide(value, origin, scale, guides)], value);
        cells[i] = cell;
        counts[cell]++;
      }
    }
  }

  /** The cell of a number other than NaN. */
  int locate(double value) {
    int guide =
        growing
            ? growingGuide(value, origin, scale, base, shift, guides / 2)
            : evenGuide(value, origin, scale, guides);
    return from(first[guide], value);
  }

  private int from(int start, double value) {
    int cut = start + (cuts[start] < value ? 1 : 0);
    while (cuts[cut] < value) {
      cut++;
    }
    return 2 * cut + (cuts[cut] == value ? 1 : 0);
  }
}
