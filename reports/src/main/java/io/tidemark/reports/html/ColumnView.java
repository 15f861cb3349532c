package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column's drift on the page.
 *
 * @param id anchor of its details
 * @param drift the result
 * @param badge its verdict
 * @param chart reference against current; null where there are no bins
 */
public record ColumnView(String id, ColumnDrift drift, Badge badge, @Nullable BinChart chart) {

  static ColumnView of(String id, ColumnDrift drift) {
    boolean counted =
        drift.bins().stream().anyMatch(b -> b.referenceCount() + b.currentCount() > 0);
    return new ColumnView(
        id,
        drift,
        Badge.of(drift.verdict()),
        counted ? BinChart.of(drift.column(), drift.bins()) : null);
  }

  /** The name as shown. */
  public String name() {
    return Format.name(drift.column());
  }

  /** Kind in words. */
  public String kind() {
    return drift.kind().name().toLowerCase(Locale.ROOT);
  }

  /** Importance in words. */
  public String importance() {
    return drift.importance().name().toLowerCase(Locale.ROOT);
  }

  /** True when its details should be open at first sight. */
  public boolean open() {
    return badge.tone() == Tone.BAD || badge.tone() == Tone.ERROR;
  }

  /** Both sides' summaries. */
  public List<SummaryRows.Row> summary() {
    return SummaryRows.of(drift.reference(), drift.current());
  }

  /** The result of one measure, if the column has it. */
  public Optional<MeasureResult> measure(Measure measure) {
    return drift.measures().stream().filter(m -> m.measure() == measure).findFirst();
  }

  /** True for a measure that decides something: at least one of its thresholds is finite. */
  public static boolean decides(MeasureResult measure) {
    return Double.isFinite(measure.warnThreshold()) || Double.isFinite(measure.driftThreshold());
  }

  /** Verdict of a measure in words; a dash where it decides nothing. */
  public static String word(MeasureResult measure) {
    return decides(measure) ? Badge.of(measure.verdict()).word() : Format.NONE;
  }

  /** Colour of a measure's verdict; null for a pass, which needs none. */
  public static @Nullable String ink(MeasureResult measure) {
    Tone tone = Badge.of(measure.verdict()).tone();
    return tone == Tone.GOOD ? null : tone.css() + "-ink";
  }

  /** Effect in words, with its interval when it is not exact. */
  public static String effect(MeasureResult measure) {
    return measure.exact() || Double.isNaN(measure.effectLow())
        ? Format.effect(measure.effect())
        : Format.effect(measure.effect())
            + " ["
            + Format.effect(measure.effectLow())
            + ", "
            + Format.effect(measure.effectHigh())
            + "]";
  }
}
