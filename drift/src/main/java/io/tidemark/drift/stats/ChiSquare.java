package io.tidemark.drift.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pearson's chi-square on the 2 x B contingency table of both samples (both are random: taking the
 * reference as exact gives false alarms), without continuity correction. The effect is Cramer's V =
 * sqrt(chi2 / (n + m)), in [0, 1].
 *
 * <p>Cells with an expected count under 5 on either side are pooled into one; if that one is still
 * under 5 it takes in the next rarest cells until it is not (Cochran, 1954, doi:10.2307/3001616).
 * Nothing is dropped. If all of several occupied cells end up pooled, the sample is too small to
 * test and the result is unknown.
 *
 * <p>V is not free of the sample sizes' ratio: the same shift of shares gives a smaller V when n
 * and m are far apart. PSI and Jensen-Shannon do not have this property.
 *
 * <table>
 * <caption>Special cases</caption>
 * <tr><td>a side without rows</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>all rows of both sides in one cell</td><td>0, p = 1</td></tr>
 * <tr><td>every expected count under 5</td><td>unknown: [0, 1], p = 1</td></tr>
 * <tr><td>disjoint supports</td><td>1</td></tr>
 * </table>
 */
public final class ChiSquare {
  private static final double FEWEST_EXPECTED = 5;

  private ChiSquare() {}

  /** Compares the two sides; noise and smallest detectable effect are at level alpha in (0, 1). */
  public static Evidence compare(CellTable cells, double alpha) {
    Noise.checkAlpha(alpha);
    if (cells.hasEmptySide()) {
      return Evidence.unknown(Measure.CHI_SQUARE);
    }
    List<Cell> pooled = pool(cells);
    if (pooled.size() == 1 && cells.occupied() > 1) {
      return Evidence.unknown(Measure.CHI_SQUARE);
    }
    double statistic = 0;
    for (Cell cell : pooled) {
      statistic += contribution(cells, cell);
    }
    double total = (double) cells.referenceTotal() + cells.currentTotal();
    int df = Noise.degreesOfFreedom(pooled.size());
    double v = effect(statistic, total);
    return new Evidence(
        Measure.CHI_SQUARE,
        v,
        v,
        statistic,
        Noise.chiSquareTail(statistic, df),
        effect(Noise.chiSquareQuantile(alpha, df), total),
        effect(Noise.detectableStatistic(alpha, df), total),
        peak(cells));
  }

  private record Cell(long reference, long current) {
    double total() {
      return (double) reference + current;
    }

    Cell plus(Cell other) {
      return new Cell(reference + other.reference, current + other.current);
    }
  }

  private static List<Cell> pool(CellTable cells) {
    double smaller = Math.min(cells.referenceTotal(), cells.currentTotal());
    double total = (double) cells.referenceTotal() + cells.currentTotal();
    List<Cell> kept = new ArrayList<>();
    Cell rest = new Cell(0, 0);
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = new Cell(cells.reference(i), cells.current(i));
      if (cell.total() * smaller / total < FEWEST_EXPECTED) {
        rest = rest.plus(cell);
      } else {
        kept.add(cell);
      }
    }
    // Rarest last, ties by the counts themselves, so that the order of the cells does not matter.
    kept.sort(
        Comparator.comparingDouble(Cell::total).thenComparingLong(Cell::reference).reversed());
    while (rest.total() > 0
        && rest.total() * smaller / total < FEWEST_EXPECTED
        && !kept.isEmpty()) {
      rest = rest.plus(kept.remove(kept.size() - 1));
    }
    if (rest.total() > 0) {
      kept.add(rest);
    }
    return kept;
  }

  private static double contribution(CellTable cells, Cell cell) {
    double total = (double) cells.referenceTotal() + cells.currentTotal();
    double expectedReference = cell.total() * (cells.referenceTotal() / total);
    double expectedCurrent = cell.total() * (cells.currentTotal() / total);
    double gap = cell.reference() - expectedReference;
    return gap * gap / expectedReference + gap * gap / expectedCurrent;
  }

  private static @Nullable Integer peak(CellTable cells) {
    Peak peak = new Peak();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.isEmpty(i)) {
        peak.offer(i, contribution(cells, new Cell(cells.reference(i), cells.current(i))));
      }
    }
    return peak.cell();
  }

  private static double effect(double statistic, double total) {
    return Math.min(1, Math.sqrt(statistic / total));
  }
}
