package io.tidemark.reports.privacy;

import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drift of single columns: cells, summaries, and what notes tell of them. */
final class ColumnPrivacy {
  private final CategoryNames names;
  private final Suppression suppression;
  private final BinPrivacy bins;
  private final NotePrivacy notes;
  private final Hidden hidden;

  ColumnPrivacy(CategoryNames names, Suppression suppression, Hidden hidden) {
    this.names = names;
    this.suppression = suppression;
    this.hidden = hidden;
    bins = new BinPrivacy(names, suppression, hidden);
    notes = new NotePrivacy(names, suppression);
  }

  ColumnDrift of(ColumnDrift column) {
    List<Bin> shown = bins.of(column);
    List<MeasureResult> measures =
        column.measures().stream()
            .filter(measure -> !countsFew(column, shown, measure))
            .map(measure -> measure(column, shown, measure))
            .toList();
    hidden.add("measures that count few rows", column.measures().size() - measures.size());
    return new ColumnDrift(
        column.column(),
        column.kind(),
        column.dataType(),
        column.importance(),
        summary(column.column(), column.reference()),
        summary(column.column(), column.current()),
        shown,
        measures,
        column.verdict(),
        column.problem());
  }

  /** The share of unseen names times the rows is the count of a cell, which may be hidden. */
  private boolean countsFew(ColumnDrift column, List<Bin> shown, MeasureResult measure) {
    ColumnSummary current = column.current();
    if (measure.measure() != Measure.UNSEEN_SHARE) {
      return false;
    }
    return column.bins().isEmpty()
        ? current == null || suppression.isSmall(Math.round(measure.effect() * current.rows()))
        : has(column.bins(), Bin.Role.UNSEEN) && !has(shown, Bin.Role.UNSEEN);
  }

  private static boolean has(List<Bin> bins, Bin.Role role) {
    return bins.stream().anyMatch(bin -> bin.role() == role);
  }

  private MeasureResult measure(ColumnDrift column, List<Bin> shown, MeasureResult measure) {
    return new MeasureResult(
        measure.measure(),
        measure.effect(),
        measure.effectLow(),
        measure.effectHigh(),
        measure.statistic(),
        measure.pValue(),
        measure.adjustedPValue(),
        measure.noise(),
        measure.smallestDetectable(),
        measure.warnThreshold(),
        measure.driftThreshold(),
        measure.verdict(),
        notes.of(column, shown, measure.note()));
  }

  /** Smallest and largest values are those of single rows. */
  private @Nullable ColumnSummary summary(String column, @Nullable ColumnSummary summary) {
    if (summary == null) {
      return null;
    }
    long values = summary.rows() - summary.nulls() - summary.nans();
    if (suppression.isSmall(values)) {
      hidden.add("summaries of columns with few values", 1);
      return new ColumnSummary(
          summary.rows(), summary.nulls(), summary.nans(), null, null, null, null);
    }
    boolean shows = names.shows(column);
    return new ColumnSummary(
        summary.rows(),
        summary.nulls(),
        summary.nans(),
        shows ? summary.min() : null,
        shows ? summary.max() : null,
        summary.mean(),
        summary.standardDeviation(),
        numbers(shows, values, summary.numbers()),
        shows ? summary.lengths() : null,
        summary.distinct());
  }

  private ColumnSummary.@Nullable Numbers numbers(
      boolean shows, long values, ColumnSummary.@Nullable Numbers numbers) {
    if (numbers == null) {
      return null;
    }
    return new ColumnSummary.Numbers(
        count(numbers.infinities(), values),
        count(numbers.zeros(), values),
        count(numbers.negatives(), values),
        numbers.skewness(),
        numbers.kurtosis(),
        numbers.quantiles().stream().filter(q -> shows || !isOfFew(q.q(), values)).toList());
  }

  private @Nullable Long count(@Nullable Long count, long values) {
    return count == null || suppression.isSmallPart(count, values) ? null : count;
  }

  /** Whether few values lie beyond a quantile. */
  private boolean isOfFew(double q, long values) {
    long below = (long) Math.floor(q * values);
    return suppression.isSmallPart(below, values) || below == 0 || below == values;
  }
}
