package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One column's drift on the page.
 *
 * @param id anchor of its details
 * @param drift the result
 * @param badge its verdict
 * @param telling the measure that tells most; null if none decides anything
 * @param mini reference against current for the table; null where there are no bins
 * @param charts what its details draw; null where they are in short
 * @param open whether the details should be open at first sight
 */
public record ColumnView(
    String id,
    ColumnDrift drift,
    Badge badge,
    @Nullable MeasureResult telling,
    @Nullable MiniChart mini,
    @Nullable ColumnCharts charts,
    boolean open) {

  static ColumnView of(String id, ColumnDrift drift, @Nullable ColumnCharts charts, boolean open) {
    Badge badge = Badge.of(drift.verdict());
    return new ColumnView(
        id,
        drift,
        badge,
        Telling.of(drift).orElse(null),
        counted(drift) ? MiniChart.of(drift.bins()) : null,
        charts,
        open && charts != null && (badge.tone() == Tone.BAD || badge.tone() == Tone.ERROR));
  }

  /** True where the bins hold anything. */
  static boolean counted(ColumnDrift drift) {
    return drift.bins().stream().anyMatch(b -> b.referenceCount() + b.currentCount() > 0);
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

  /** Both sides' summaries. */
  public List<SummaryRows.Row> summary() {
    return SummaryRows.of(drift.reference(), drift.current());
  }

  /** Both sides' summaries in one sentence. */
  public String brief() {
    return SummaryRows.brief(drift.reference(), drift.current());
  }

  /** The effects of all measures that decide something, in one sentence. */
  public String effects() {
    return drift.measures().stream()
        .filter(ColumnView::decides)
        .map(m -> m.measure().label() + " " + Format.effect(m.effect()))
        .collect(Collectors.joining(", "));
  }

  /** Position in the order of verdicts, for sorting. */
  public int rank() {
    return switch (drift.verdict()) {
      case PASS -> 0;
      case INSUFFICIENT_DATA -> 1;
      case WARN -> 2;
      case DRIFT -> 3;
      case ERROR -> 4;
    };
  }

  /** How far the effect has come to its threshold, for sorting. */
  public String reach() {
    return sortable(Telling.reachOf(drift));
  }

  /** A number for sorting; empty, which stands last, for what is none. */
  public static String sortable(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
  }

  /** The effect as a multiple of its drift threshold; empty where there is nothing to tell. */
  public String multiple() {
    return telling == null || Telling.reach(telling) == 0
        ? ""
        : String.format(Locale.ROOT, "%.2f × drift", Telling.reach(telling));
  }

  /** The other measures that did not pass, in words; empty if there are none. */
  public String others() {
    return telling == null
        ? ""
        : Telling.others(drift, telling).stream()
            .map(Measure::label)
            .collect(Collectors.joining(", "));
  }

  /** True for a measure that decides something: at least one of its thresholds is finite. */
  public static boolean decides(MeasureResult measure) {
    return Double.isFinite(measure.warnThreshold()) || Double.isFinite(measure.driftThreshold());
  }

  /** Verdict of a measure in words; a dash where it decides nothing. */
  public static String word(MeasureResult measure) {
    return decides(measure) ? Badge.of(measure.verdict()).word() : Format.NONE;
  }

  /** Where a measure warns and where it drifts; a dash where it decides nothing. */
  public static String thresholds(MeasureResult measure) {
    return decides(measure)
        ? Format.threshold(measure.warnThreshold())
            + " / "
            + Format.threshold(measure.driftThreshold())
        : Format.NONE;
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
