package io.tidemark.drift.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Wasserstein-1 (earth mover's) distance from counts on ordered cells, in standard deviations of
 * the reference: the integral of |F_r - F_c|, divided by the reference's standard deviation
 * (Vallender, 1974, doi:10.1137/1118101).
 *
 * <p>All values of cell i lie in [low[i], high[i]]; a cell with low = high is a point. Between two
 * cells the gap of the distribution functions is known and constant. Inside an open cell F_r runs
 * from A_r up to B_r and F_c from A_c up to B_c, both somehow, so |F_r - F_c| lies between max(0,
 * A_r - B_c, A_c - B_r) and max(B_r - A_c, B_c - A_r). Either bound is reached where each side's
 * values sit at an end of the cell, or all of them jump to the same height there, and cells do not
 * limit each other: the sum over the cells, times their widths, gives the tightest interval there
 * is. It is exact when all mass lies in point cells, and no wider than the sum over the open cells
 * of width times the mass of both sides.
 *
 * <p>Noise: see {@link BridgeIntegral}; the p-value is that of the lower end, so it never
 * overstates the evidence. Smallest detectable: noise + z_{0.8} sqrt(1/n + 1/m) times the standard
 * deviation of both sides together, which bounds the distance's own standard deviation.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without finite values</td><td>unknown: [0, infinity], p = 1</td></tr>
 * <tr><td>scale 0 or NaN (the reference is constant or has one value) and both sides equal</td>
 *     <td>0, p = 1, noise 0: no unit is needed to tell that</td></tr>
 * <tr><td>scale 0 or NaN and the sides differ or may differ</td>
 *     <td>unknown: there is no unit to measure in</td></tr>
 * <tr><td>infinities, NaN</td><td>not part of the cells: left out by the caller</td></tr>
 * <tr><td>one far value on one side</td>
 *     <td>any effect, but p is large: chance alone puts a far value on one side or the other</td></tr>
 * <tr><td>a distance beyond the range of double</td><td>infinite</td></tr>
 * </table>
 */
public final class Wasserstein {
  private Wasserstein() {}

  /**
   * Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). The
   * peak is the cell that, together with the space up to the next one, adds most.
   *
   * @param low smallest value each cell can hold; finite
   * @param high largest value each cell can hold; finite, at most the next cell's {@code low}
   * @param cells counts of the finite values
   * @param scale standard deviation of the reference
   * @throws IllegalArgumentException if the bounds do not fit the cells
   */
  public static Evidence compare(
      double[] low, double[] high, CellTable cells, double scale, double alpha) {
    Noise.checkAlpha(alpha);
    check(low, high, cells);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.WASSERSTEIN);
    }
    boolean unitless = !(scale > 0);
    double unit = unitless ? 1 : unit(scale);
    Areas areas = new Areas(low, high, cells, unit);
    if (unitless) {
      return areas.high == 0
          ? new Evidence(Measure.WASSERSTEIN, 0, 0, 0, 1, 0, 0, null)
          : Evidence.unknown(Measure.WASSERSTEIN);
    }
    BridgeIntegral bridge = new BridgeIntegral(low, high, cells, unit);
    LognormalMixture chance = bridge.chance();
    double noise = chance.quantile(alpha);
    double detectable = noise + Noise.normalQuantile(Noise.POWER) * bridge.largestDeviation();
    double ratio = unit / scale;
    return new Evidence(
        Measure.WASSERSTEIN,
        areas.low * ratio,
        areas.high * ratio,
        areas.low * ratio,
        chance.tail(areas.low),
        noise * ratio,
        detectable * ratio,
        areas.peak());
  }

  /**
   * The power of two above the scale. Lengths are in this unit until the end, because the scale's
   * last digits depend on the order in which rows were added up: dividing by a power of two does
   * not round, so no digit but the result's own last one depends on them.
   */
  private static double unit(double scale) {
    return Math.scalb(1.0, Math.min(Double.MAX_EXPONENT, Math.getExponent(scale) + 1));
  }

  /**
   * The fewest open cells whose exact knowledge should leave no threshold inside the interval,
   * widest first. How much they will move the distance is estimated with each side's values spread
   * evenly over a cell; what the other cells leave open must then be less than half the way to the
   * nearest threshold. If the estimate was too good, a second call on the finer cells names more;
   * once none is left the interval is a point.
   *
   * @return indices of cells in ascending order; empty when the verdict is settled
   */
  public static int[] unsettled(
      double[] low, double[] high, CellTable cells, double scale, Threshold threshold) {
    check(low, high, cells);
    if (cells.hasEmptySide() || !(scale > 0)) {
      return new int[0];
    }
    double unit = unit(scale);
    double ratio = unit / scale;
    Areas areas = new Areas(low, high, cells, unit);
    if (!threshold.splits(areas.low * ratio, areas.high * ratio)) {
      return new int[0];
    }
    double rest = 0;
    double estimate = 0;
    double[] widths = new double[low.length];
    for (int i = 0; i < low.length; i++) {
      widths[i] = areas.doubt(i);
      rest += widths[i];
      estimate += areas.likely[i];
    }
    double way =
        threshold.distance(estimate * ratio, areas.low * ratio, areas.high * ratio) / ratio;
    double[] ascending = widths.clone();
    Arrays.sort(ascending);
    int wanted = 0;
    do {
      wanted++;
      rest -= ascending[low.length - wanted];
    } while (wanted < low.length && ascending[low.length - wanted - 1] > 0 && !(rest < way / 2));
    return widest(widths, ascending[low.length - wanted], wanted);
  }

  /** The first {@code wanted} cells of those at least so wide that are the widest. */
  private static int[] widest(double[] widths, double least, int wanted) {
    int ties = wanted;
    for (double width : widths) {
      ties -= width > least ? 1 : 0;
    }
    int[] found = new int[wanted];
    int next = 0;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > least || (widths[i] == least && ties-- > 0)) {
        found[next++] = i;
      }
    }
    return found;
  }

  private static void check(double[] low, double[] high, CellTable cells) {
    CellBounds.check(low, high, cells);
    int last = low.length - 1;
    if (last >= 0 && !(Double.isFinite(low[0]) && Double.isFinite(high[last]))) {
      throw new IllegalArgumentException(
          "Wasserstein-1 needs cells with finite ends, but they range from %s to %s"
              .formatted(low[0], high[last]));
    }
  }

  /** Width in a unit, without overflow on the way. */
  static double width(double from, double to, double unit) {
    double width = (to - from) / unit;
    return width < Double.POSITIVE_INFINITY ? width : to / unit - from / unit;
  }

  /** A gap over a width; no gap stays none over an infinite width. */
  private static double area(double width, double gap) {
    return width == 0 || gap == 0 ? 0 : width * gap;
  }

  /** Bounds of the integral, each cell's with the space up to the next cell. */
  private static final class Areas {
    private final double[] lower;
    private final double[] upper;

    /** The integral if the values of a cell are spread evenly over it. */
    private final double[] likely;

    private double low;
    private double high;

    Areas(double[] lows, double[] highs, CellTable cells, double unit) {
      int size = lows.length;
      lower = new double[size];
      upper = new double[size];
      likely = new double[size];
      long referenceBelow = 0;
      long currentBelow = 0;
      for (int i = 0; i < size; i++) {
        double startR = (double) referenceBelow / cells.referenceTotal();
        double startC = (double) currentBelow / cells.currentTotal();
        referenceBelow += cells.reference(i);
        currentBelow += cells.current(i);
        double endR = (double) referenceBelow / cells.referenceTotal();
        double endC = (double) currentBelow / cells.currentTotal();
        double width = width(lows[i], highs[i], unit);
        double space = i + 1 < size ? width(highs[i], lows[i + 1], unit) : 0;
        double beyond = area(space, Math.abs(endR - endC));
        lower[i] = beyond + area(width, Math.max(0, Math.max(startR - endC, startC - endR)));
        upper[i] = beyond + area(width, Math.max(endR - startC, endC - startR));
        likely[i] = beyond + area(width, mean(startR - startC, endR - endC));
        low += lower[i];
        high += upper[i];
      }
    }

    /** Mean of |x| for x from a to b. */
    private static double mean(double a, double b) {
      double sum = Math.abs(a) + Math.abs(b);
      return a * b >= 0 ? sum / 2 : (a * a + b * b) / (2 * sum);
    }

    double doubt(int cell) {
      double width = upper[cell] - lower[cell];
      return Double.isNaN(width) ? 0 : width;
    }

    @Nullable Integer peak() {
      Peak peak = new Peak();
      for (int i = 0; i < likely.length; i++) {
        peak.offer(i, likely[i]);
      }
      return peak.cell();
    }
  }
}
