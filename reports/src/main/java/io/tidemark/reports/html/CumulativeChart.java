package io.tidemark.reports.html;

import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.reports.html.XyChart.Plane;
import io.tidemark.reports.html.XyChart.Series;
import io.tidemark.reports.html.XyChart.Value;
import io.tidemark.reports.html.XyChart.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The distribution functions of both sides with the gap that Kolmogorov-Smirnov measures. Both are
 * known at the edges of the frozen bins. The edges stand at equal distances: on a true scale the
 * open outer bins of a skewed column would leave no room for the others.
 */
final class CumulativeChart {

  private static final int STEPS = 5;

  private final List<Bin> bins;
  private final List<Value> reference = new ArrayList<>();
  private final List<Value> current = new ArrayList<>();
  private int widest;

  private CumulativeChart(List<Bin> bins, long referenceTotal, long currentTotal) {
    this.bins = bins;
    reference.add(new Value(0, 0));
    current.add(new Value(0, 0));
    long before = 0;
    long now = 0;
    for (int i = 0; i < bins.size(); i++) {
      before += bins.get(i).referenceCount();
      now += bins.get(i).currentCount();
      reference.add(new Value(i + 1, (double) before / referenceTotal));
      current.add(new Value(i + 1, (double) now / currentTotal));
      widest = gap(i + 1) > gap(widest) ? i + 1 : widest;
    }
  }

  /** The chart of a column; empty without intervals, or with a side that has no numbers. */
  static Optional<XyChart> of(ColumnDrift column) {
    List<Bin> intervals =
        column.bins().stream().filter(b -> b.role() == Bin.Role.INTERVAL).toList();
    long reference = intervals.stream().mapToLong(Bin::referenceCount).sum();
    long current = intervals.stream().mapToLong(Bin::currentCount).sum();
    if (intervals.size() < 2 || reference == 0 || current == 0) {
      return Optional.empty();
    }
    return Optional.of(new CumulativeChart(intervals, reference, current).draw(column));
  }

  private XyChart draw(ColumnDrift column) {
    Axis across = new Axis(0, bins.size(), Math.max(1, Math.ceil((double) bins.size() / STEPS)));
    return XyChart.of(
        new Words(
            "Cumulative distribution",
            Format.name(column.column()) + ": share of the values up to each edge. " + gapInWords(),
            gapInWords() + measured(column),
            "Upper edge of the bin, in equal steps",
            "Share of the values up to the edge"),
        new Plane(across, this::edge, Axis.unit(), Axis.unit()::percent),
        widest == 0 ? List.of() : List.of(reference.get(widest), current.get(widest)),
        List.of(
            new Series(Side.REFERENCE, Side.REFERENCE.word(), reference, false, List.of()),
            new Series(Side.CURRENT, Side.CURRENT.word(), current, false, List.of())));
  }

  private String gapInWords() {
    return widest == 0
        ? "There is no gap at the edges of the bins."
        : "Widest gap at %s: %s of the reference, %s now, a difference of %s."
            .formatted(
                edge(widest),
                Format.share(reference.get(widest).y()),
                Format.share(current.get(widest).y()),
                Format.effect(gap(widest)));
  }

  private static String measured(ColumnDrift column) {
    return column.measures().stream()
        .filter(m -> m.measure() == Measure.KS)
        .map(MeasureResult::effect)
        .filter(Double::isFinite)
        .map(
            ks ->
                " The curves are known at these edges only; KS, measured on finer cells, is "
                    + Format.effect(ks)
                    + ".")
        .findFirst()
        .orElse(" The curves are known at these edges only.");
  }

  private double gap(int edge) {
    return Math.abs(reference.get(edge).y() - current.get(edge).y());
  }

  /** The upper edge of a bin as its label writes it; bins of one value are that value. */
  private String edge(double position) {
    int index = (int) Math.round(position);
    if (index == 0) {
      return "";
    }
    String label = bins.get(Math.min(index, bins.size()) - 1).label();
    int comma = label.lastIndexOf(", ");
    return Format.clip(comma < 0 ? label : label.substring(comma + 2, label.length() - 1), 10);
  }
}
