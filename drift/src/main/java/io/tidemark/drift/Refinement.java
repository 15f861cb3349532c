package io.tidemark.drift;

import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.TableScan;
import io.tidemark.drift.profile.TableTally;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.LongType;

/**
 * Counts columns again on finer cells where KS or Wasserstein-1 is only known to lie around a
 * threshold: approximation must never decide a verdict.
 */
final class Refinement {
  /** Every round is about a thousand times finer; six end at neighbouring doubles. */
  private static final int MOST_ROUNDS = 6;

  private static final int POINTS_A_ROUND = 1024;

  private final DriftOptions options;
  private final ColumnJudge judge;
  private final ReferenceProfile reference;
  private final Dataset<Row> current;
  private final Supplier<Optional<Dataset<Row>>> referenceRows;

  Refinement(
      DriftOptions options,
      ColumnJudge judge,
      ReferenceProfile reference,
      Dataset<Row> current,
      Supplier<Optional<Dataset<Row>>> referenceRows) {
    this.options = options;
    this.judge = judge;
    this.reference = reference;
    this.current = current;
    this.referenceRows = referenceRows;
  }

  /** Decides on the cases, after those were counted again that had to be. */
  List<ColumnDrift> decide(List<ColumnMatch.Matched> matched, List<ColumnCase> cases) {
    List<ColumnDrift> decided = judge.judge(cases);
    List<Integer> open = unsettled(cases, decided);
    if (open.isEmpty()) {
      return decided;
    }
    Optional<Dataset<Row>> rows = referenceRows.get();
    if (rows.isEmpty()) {
      return decided;
    }
    List<ColumnCase> refined = new ArrayList<>(cases);
    for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
      if (!recount(rows.get(), matched, refined, open)) {
        return decided;
      }
      decided = judge.judge(refined);
      open = unsettled(refined, decided);
    }
    return decided;
  }

  /** Columns with a verdict that the interval of a measure leaves open. */
  private List<Integer> unsettled(List<ColumnCase> cases, List<ColumnDrift> decided) {
    return IntStream.range(0, cases.size())
        .parallel()
        .filter(i -> decided.get(i).measures().stream().anyMatch(m -> isOpen(m, cases.get(i))))
        .boxed()
        .toList();
  }

  private boolean isOpen(MeasureResult result, ColumnCase column) {
    Threshold threshold = options.threshold(column.profile().name(), result.measure());
    if (result.exact() || !threshold.splits(result.effectLow(), result.effectHigh())) {
      return false;
    }
    // The p-value is that of the lower end. Where even the upper end is noise, and the noise is
    // above the warning threshold, no effect could be told anyway.
    boolean matters =
        result.adjustedPValue() < options.alpha()
            || result.noise() <= result.warnThreshold()
            || result.effectHigh() > result.noise();
    return matters && cells(column, result.measure()).length > 0;
  }

  private int[] cells(ColumnCase column, Measure measure) {
    if (!(column.profile() instanceof NumericProfile profile
        && column.tally() instanceof NumericTally tally)) {
      return new int[0];
    }
    NumericCells cells = NumericCells.of(profile, tally, column.whole());
    Threshold threshold = options.threshold(profile.name(), measure);
    Double deviation = profile.summary().standardDeviation();
    return switch (measure) {
      case KS -> cells.unsettledKolmogorovSmirnov(threshold);
      case WASSERSTEIN ->
          deviation == null ? new int[0] : cells.unsettledWasserstein(deviation, threshold);
      default -> new int[0];
    };
  }

  /**
   * Counts both sides again; false if the rows are not those that the reference was frozen from.
   */
  private boolean recount(
      Dataset<Row> rows,
      List<ColumnMatch.Matched> matched,
      List<ColumnCase> cases,
      List<Integer> open) {
    List<ColumnRead.Leaf> leaves = ColumnRead.leaves(rows.schema());
    List<ColumnRead> before = new ArrayList<>();
    List<NumericTally> shapes = new ArrayList<>();
    for (int i : open) {
      NumericProfile profile = (NumericProfile) cases.get(i).profile();
      leaves.stream()
          .filter(leaf -> leaf.name().equals(profile.name()))
          .map(ColumnRead.Leaf::read)
          .forEach(before::add);
      boolean wide = matched.get(i).read().type() instanceof LongType;
      shapes.add(new NumericTally(finer(cases.get(i)), wide));
    }
    if (before.size() != open.size()) {
      return false;
    }
    TableTally theirs = TableScan.count(rows, before, shapes, List.of());
    if (theirs.rows() != reference.rows()) {
      return false;
    }
    List<ColumnRead> now = open.stream().map(i -> matched.get(i).read()).toList();
    TableTally ours = TableScan.count(current, now, shapes, List.of());
    for (int k = 0; k < open.size(); k++) {
      ColumnCase old = cases.get(open.get(k));
      NumericTally side = (NumericTally) theirs.column(k);
      NumericProfile profile = ((NumericProfile) old.profile()).onCuts(side.cuts(), side.cells());
      cases.set(open.get(k), new ColumnCase(profile, ours.column(k), old.whole(), old.withBins()));
    }
    return true;
  }

  /** The cut points with new ones in the cells that leave a verdict open. */
  private double[] finer(ColumnCase column) {
    NumericProfile profile = (NumericProfile) column.profile();
    NumericTally tally = (NumericTally) column.tally();
    Set<Integer> wanted = new TreeSet<>();
    for (Measure measure : List.of(Measure.KS, Measure.WASSERSTEIN)) {
      for (int cell : cells(column, measure)) {
        wanted.add(cell);
      }
    }
    TreeSet<Double> points = new TreeSet<>(profile.cuts());
    int parts = Math.max(2, POINTS_A_ROUND / wanted.size());
    for (int cell : wanted) {
      double from = cell == 0 ? tally.finiteMin().orElse(0) : profile.cuts().get((cell - 1) / 2);
      double to =
          cell == 2 * profile.cuts().size()
              ? tally.finiteMax().orElse(0)
              : profile.cuts().get(cell / 2);
      addBetween(points, from, to, parts);
    }
    return points.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Half of the points by even steps, half by even numbers of doubles, for skewed values. */
  private static void addBetween(Set<Double> points, double from, double to, int parts) {
    long low = ordered(from);
    double span = (double) ordered(to) - low;
    for (int part = 0; part <= parts; part++) {
      points.add(from + (to - from) * part / parts + 0.0);
      points.add(value(low + (long) (span * part / parts)) + 0.0);
    }
    points.removeIf(point -> !Double.isFinite(point));
  }

  /** Whole numbers in the order of the doubles. */
  private static long ordered(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  private static double value(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? Long.MIN_VALUE - ordered : ordered);
  }
}
