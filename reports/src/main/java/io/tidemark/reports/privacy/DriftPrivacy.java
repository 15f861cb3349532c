package io.tidemark.reports.privacy;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.SliceDriver;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Drift of a table. Slices of few rows become one without figures for each set of keys; windows of
 * few rows are left out.
 */
final class DriftPrivacy {
  private final CategoryNames names;
  private final Suppression suppression;
  private final Hidden hidden;
  private final ColumnPrivacy columns;
  private final int minRows;

  DriftPrivacy(CategoryNames names, int minRows, Hidden hidden) {
    this.names = names;
    this.minRows = minRows;
    this.hidden = hidden;
    suppression = new Suppression(minRows);
    columns = new ColumnPrivacy(names, suppression, hidden);
  }

  DriftResult of(DriftResult drift) {
    List<SliceDrift> slices = new ArrayList<>();
    Set<List<Object>> known = new HashSet<>();
    sets(drift.slices()).values().forEach(set -> slices.addAll(slices(set, known)));
    return new DriftResult(
        drift.referenceRows(),
        drift.currentRows(),
        each(drift.columns()),
        drift.driftedShare(),
        drift.maxDriftedShare(),
        drift.verdict(),
        drift.reason(),
        drift.roles(),
        slices,
        drivers(drift.drivers(), known),
        windows(drift.windows()),
        drift.multivariate());
  }

  private List<ColumnDrift> each(List<ColumnDrift> all) {
    return all.stream().map(columns::of).toList();
  }

  private static Map<List<String>, List<SliceDrift>> sets(List<SliceDrift> slices) {
    Map<List<String>, List<SliceDrift>> sets = new LinkedHashMap<>();
    slices.forEach(s -> sets.computeIfAbsent(s.keys(), keys -> new ArrayList<>()).add(s));
    return sets;
  }

  /** The slices of one set of keys; those that are shown by themselves become known. */
  private List<SliceDrift> slices(List<SliceDrift> set, Set<List<Object>> known) {
    List<long[]> cells =
        set.stream().map(s -> new long[] {s.referenceRows(), s.currentRows()}).toList();
    Set<Integer> small = suppression.hidden(cells);
    hidden.add("slices by themselves, since they or others have few rows", small.size());
    List<SliceDrift> shown = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      SliceDrift slice = set.get(i);
      if (!small.contains(i)) {
        known.add(List.of(slice.keys(), slice.values()));
        shown.add(slice(slice));
      }
    }
    if (!small.isEmpty() && !suppression.togetherSmall(cells, small)) {
      shown.add(merged(small.stream().map(set::get).toList(), Suppression.sum(cells, small)));
    }
    return shown;
  }

  private SliceDrift slice(SliceDrift slice) {
    return new SliceDrift(
        slice.keys(),
        values(slice.keys(), slice.values()),
        slice.referenceRows(),
        slice.currentRows(),
        each(slice.columns()),
        slice.verdict(),
        slice.problem());
  }

  private List<@Nullable String> values(List<String> keys, List<@Nullable String> values) {
    List<@Nullable String> hashed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      hashed.add(names.orNull(keys.get(i), values.get(i)));
    }
    return hashed;
  }

  private SliceDrift merged(List<SliceDrift> slices, long[] rows) {
    List<String> keys = slices.get(0).keys();
    return new SliceDrift(
        keys,
        Collections.nCopies(keys.size(), slices.size() + " merged"),
        rows[0],
        rows[1],
        List.of(),
        slices.stream().map(SliceDrift::verdict).reduce(Verdict.PASS, Verdict::worse),
        "%d %s, so that none of fewer than %d rows is shown"
            .formatted(
                slices.size(),
                slices.size() == 1 ? "slice without its name" : "slices together",
                minRows));
  }

  /** A part of a slice that is not shown tells of its rows. */
  private List<SliceDriver> drivers(List<SliceDriver> drivers, Set<List<Object>> known) {
    List<SliceDriver> shown =
        drivers.stream()
            .filter(d -> d.values().isEmpty() || known.contains(List.of(d.keys(), d.values())))
            .map(
                d ->
                    new SliceDriver(
                        d.column(),
                        d.keys(),
                        values(d.keys(), d.values()),
                        d.part(),
                        d.share(),
                        d.rank()))
            .toList();
    hidden.add("slices among those that drive drift", drivers.size() - shown.size());
    return shown;
  }

  private List<WindowDrift> windows(List<WindowDrift> windows) {
    Set<Integer> small =
        suppression.hidden(windows.stream().map(w -> new long[] {w.rows()}).toList());
    hidden.add("windows, since they or others have few rows", small.size());
    return IntStream.range(0, windows.size())
        .filter(i -> !small.contains(i))
        .mapToObj(windows::get)
        .map(
            w ->
                new WindowDrift(
                    w.from(), w.to(), w.rows(), each(w.columns()), w.driftedShare(), w.verdict()))
        .toList();
  }
}
