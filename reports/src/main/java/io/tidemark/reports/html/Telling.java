package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The one measure that tells most about a column, and how far it is from where it would matter. */
final class Telling {

  private Telling() {}

  /**
   * The measure with the worst verdict, among those the one that has come furthest on the way to
   * its threshold. Measures without thresholds decide nothing and tell nothing here.
   */
  static Optional<MeasureResult> of(ColumnDrift column) {
    return column.measures().stream()
        .filter(ColumnView::decides)
        .max(
            Comparator.comparing(MeasureResult::verdict)
                .thenComparingDouble(Telling::reach)
                .thenComparing(MeasureResult::measure, Comparator.reverseOrder()));
  }

  /** The other measures of a column that did not pass, besides the one given. */
  static List<Measure> others(ColumnDrift column, MeasureResult telling) {
    return column.measures().stream()
        .filter(ColumnView::decides)
        .filter(m -> m.measure() != telling.measure())
        .filter(m -> Badge.of(m.verdict()).tone() == Tone.BAD || isWarning(m))
        .map(MeasureResult::measure)
        .toList();
  }

  private static boolean isWarning(MeasureResult measure) {
    return Badge.of(measure.verdict()).tone() == Tone.WARN;
  }

  /**
   * The effect as a multiple of its drift threshold, of its warning threshold where there is no
   * other; 0 if it is not known. Only this makes the effects of different measures comparable.
   */
  static double reach(MeasureResult measure) {
    double threshold =
        Double.isFinite(measure.driftThreshold())
            ? measure.driftThreshold()
            : measure.warnThreshold();
    double reach = measure.effect() / threshold;
    return threshold > 0 && !Double.isNaN(reach) ? Math.max(0, reach) : 0;
  }

  /** How far the measure that tells most has come; 0 for a column without one. */
  static double reachOf(ColumnDrift column) {
    return of(column).map(Telling::reach).orElse(0.0);
  }
}
