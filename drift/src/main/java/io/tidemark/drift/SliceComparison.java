package io.tidemark.drift;

import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.GroupTally;
import io.tidemark.drift.profile.RowGrouping;
import io.tidemark.drift.profile.SliceGrouping;
import io.tidemark.drift.profile.TableTally;
import io.tidemark.drift.reference.CategoricalProfile;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.SliceSet;
import io.tidemark.drift.reference.TemporalProfile;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Drift within the slices that the reference has kept. */
final class SliceComparison {
  private final ReferenceProfile reference;
  private final List<ColumnMatch.Matched> matched;
  private final ColumnJudge judge;
  private final List<SliceSet> sets = new ArrayList<>();
  private final List<RowGrouping> groupings = new ArrayList<>();
  private final List<SliceDrift> failed = new ArrayList<>();

  SliceComparison(
      ReferenceProfile reference,
      List<ColumnMatch.Matched> matched,
      StructType current,
      ColumnJudge judge) {
    this.reference = reference;
    this.matched = matched;
    this.judge = judge;
    List<ColumnRead.Leaf> leaves = ColumnRead.leaves(current);
    for (SliceSet set : reference.slices()) {
      List<ColumnRead> keys = new ArrayList<>();
      for (String key : set.keys()) {
        leaves.stream()
            .filter(leaf -> leaf.name().equals(key) && leaf.kind().isPresent())
            .map(ColumnRead.Leaf::read)
            .forEach(keys::add);
      }
      if (keys.size() == set.keys().size()) {
        sets.add(set);
        groupings.add(
            new SliceGrouping(keys, set.slices().stream().map(SliceSet.Slice::values).toList()));
      } else {
        failed.add(unreadable(set));
      }
    }
  }

  private static SliceDrift unreadable(SliceSet set) {
    return new SliceDrift(
        set.keys(),
        List.of(),
        0,
        0,
        List.of(),
        Verdict.ERROR,
        "slices by %s cannot be compared: a column is missing in the current data or has another type; restore it or freeze a new reference"
            .formatted(String.join(", ", set.keys())));
  }

  /** To be counted in the scan, in this order, before any other grouping. */
  List<RowGrouping> groupings() {
    return groupings;
  }

  /** Drift of every slice. */
  List<SliceDrift> slices(TableTally counted) {
    List<ColumnCase> cases = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      List<SliceSet.Slice> slices = sets.get(set).slices();
      for (int position = 0; position < slices.size(); position++) {
        if (enough(counted, set, position)) {
          addCases(cases, slices.get(position), set, position, counted);
        }
      }
    }
    List<ColumnDrift> decided = judge.judge(cases);
    List<SliceDrift> found = new ArrayList<>();
    int next = 0;
    for (int set = 0; set < sets.size(); set++) {
      List<SliceSet.Slice> slices = sets.get(set).slices();
      for (int position = 0; position < slices.size(); position++) {
        boolean compared = enough(counted, set, position);
        int end = next + (compared ? matched.size() : 0);
        List<ColumnDrift> columns = decided.subList(next, end);
        next = end;
        found.add(
            slice(
                sets.get(set).keys(),
                slices.get(position),
                rows(counted, set, position),
                columns,
                compared));
      }
    }
    found.addAll(failed);
    return found;
  }

  private SliceDrift slice(
      List<String> keys,
      SliceSet.Slice slice,
      long rows,
      List<ColumnDrift> columns,
      boolean compared) {
    return new SliceDrift(
        keys,
        slice.values(),
        slice.rows(),
        rows,
        columns,
        compared
            ? columns.stream().map(ColumnDrift::verdict).reduce(Verdict.PASS, Verdict::worse)
            : Verdict.INSUFFICIENT_DATA,
        compared
            ? null
            : "the slice has %,d rows now, fewer than the %,d that are wanted for a comparison"
                .formatted(rows, reference.minSliceRows()));
  }

  private boolean enough(TableTally counted, int set, int position) {
    return rows(counted, set, position) >= reference.minSliceRows();
  }

  private static long rows(TableTally counted, int set, int position) {
    return counted.groups(set).rows().getOrDefault((long) position, 0L);
  }

  private void addCases(
      List<ColumnCase> cases, SliceSet.Slice slice, int set, int position, TableTally counted) {
    for (int i = 0; i < matched.size(); i++) {
      ColumnTally tally = counted.groups(set).column(position, i, counted.column(i));
      cases.add(new ColumnCase(profile(slice, i), tally, matched.get(i).whole(), false));
    }
  }

  /** The reference's side of a matched column within a slice. */
  private ColumnProfile profile(SliceSet.Slice slice, int match) {
    ColumnProfile table = matched.get(match).profile();
    SliceSet.SliceColumn own = slice.columns().get(reference.columns().indexOf(table));
    long[] cells = own.cells().toArray();
    if (table instanceof NumericProfile numeric) {
      return numeric.withCounts(own.summary(), cells);
    }
    if (table instanceof CategoricalProfile categorical) {
      return categorical.withCounts(own.summary(), cells);
    }
    return new TemporalProfile(table.name(), table.dataType(), own.summary());
  }

  /** For each column that warns or drifted, the slices that bring in most of its PSI. */
  List<SliceDriver> drivers(TableTally counted, List<ColumnDrift> columns) {
    List<SliceDriver> drivers = new ArrayList<>();
    for (int i = 0; i < matched.size(); i++) {
      ColumnProfile profile = matched.get(i).profile();
      boolean moved =
          columns.stream()
              .filter(column -> column.column().equals(profile.name()))
              .anyMatch(c -> c.verdict() == Verdict.WARN || c.verdict() == Verdict.DRIFT);
      if (moved && profile.kind() != ColumnKind.TEMPORAL) {
        for (int set = 0; set < sets.size(); set++) {
          drivers.addAll(drivers(counted, i, set));
        }
      }
    }
    return drivers;
  }

  private List<SliceDriver> drivers(TableTally counted, int match, int set) {
    PsiParts parts =
        new PsiParts(
            ColumnMeasurement.allBins(matched.get(match).profile(), counted.column(match)));
    GroupTally groups = counted.groups(set);
    List<SliceSet.Slice> slices = sets.get(set).slices();
    Map<Long, Long> rows = groups.rows();
    for (int position = 0; position < slices.size(); position++) {
      ColumnTally shape = counted.column(match);
      ColumnTally tally =
          rows.containsKey((long) position) ? groups.column(position, match, shape) : shape.empty();
      List<Bin> bins = ColumnMeasurement.allBins(profile(slices.get(position), match), tally);
      parts.add(slices.get(position).values(), bins);
    }
    return parts.ranked(matched.get(match).profile().name(), sets.get(set).keys());
  }

  /** Splits a column's PSI into the parts of slices. */
  private static final class PsiParts {
    private static final int KEPT = 5;
    private final double[] logs;
    private final long n;
    private final long m;
    private final double total;
    private final List<List<@Nullable String>> slices = new ArrayList<>();
    private final List<Double> parts = new ArrayList<>();

    PsiParts(List<Bin> bins) {
      n = bins.stream().mapToLong(Bin::referenceCount).sum();
      m = bins.stream().mapToLong(Bin::currentCount).sum();
      long occupied = bins.stream().filter(b -> b.referenceCount() + b.currentCount() > 0).count();
      // As PSI itself is smoothed: half a row in every bin of both sides.
      double half = 0.5 * occupied;
      logs =
          bins.stream()
              .mapToDouble(
                  b ->
                      Math.log(
                          (b.currentCount() + 0.5)
                              / (m + half)
                              / ((b.referenceCount() + 0.5) / (n + half))))
              .toArray();
      total = part(bins);
    }

    private double part(List<Bin> bins) {
      double sum = 0;
      for (int i = 0; i < logs.length; i++) {
        Bin bin = bins.get(i);
        sum += ((double) bin.currentCount() / m - (double) bin.referenceCount() / n) * logs[i];
      }
      return sum;
    }

    void add(List<@Nullable String> values, List<Bin> bins) {
      slices.add(values);
      parts.add(part(bins));
    }

    List<SliceDriver> ranked(String column, List<String> keys) {
      if (n == 0 || m == 0 || !(total > 0)) {
        return List.of();
      }
      slices.add(List.of());
      parts.add(total - parts.stream().mapToDouble(Double::doubleValue).sum());
      Integer[] order = new Integer[parts.size()];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Double.compare(parts.get(b), parts.get(a)));
      List<SliceDriver> ranked = new ArrayList<>();
      for (int rank = 1; rank <= Math.min(KEPT, order.length); rank++) {
        double part = parts.get(order[rank - 1]);
        ranked.add(
            new SliceDriver(column, keys, slices.get(order[rank - 1]), part, part / total, rank));
      }
      return ranked;
    }
  }
}
