package io.tidemark.jobs;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Role;
import io.tidemark.drift.RoleDrift;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.SliceDriver;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.MeasureResult;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drift as rows of the result store, in the order of the tables' columns. */
final class DriftRows {
  private static final int MEASURE_FIELDS = 14;

  private DriftRows() {}

  /** Rows of {@code drift}. */
  static List<List<@Nullable Object>> columns(DriftResult drift) {
    Map<String, Role> roles = new HashMap<>();
    for (RoleDrift role : drift.roles()) {
      role.columns().forEach(column -> roles.put(column, role.role()));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ColumnDrift column : drift.columns()) {
      Role role = roles.getOrDefault(column.column(), Role.FEATURE);
      if (column.measures().isEmpty()) {
        rows.add(joined(unmeasured(column), Arrays.asList(null, null, role.name())));
      }
      for (MeasureResult measure : column.measures()) {
        rows.add(
            joined(
                measured(column, measure),
                Arrays.asList(measure.statistic(), measure.exact(), role.name())));
      }
    }
    return rows;
  }

  /** Rows of {@code slice_drift}; a slice that was not compared has one without a column. */
  static List<List<@Nullable Object>> slices(List<SliceDrift> slices) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (SliceDrift slice : slices) {
      List<@Nullable Object> own =
          Arrays.asList(
              slice.keys().toArray(),
              slice.values().toArray(),
              slice.referenceRows(),
              slice.currentRows(),
              slice.verdict().name());
      addAll(rows, own, slice.columns(), slice.problem());
    }
    return rows;
  }

  /** Rows of {@code window_drift}; a window without columns has one without a column. */
  static List<List<@Nullable Object>> windows(List<WindowDrift> windows) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (WindowDrift window : windows) {
      List<@Nullable Object> own =
          Arrays.asList(
              Timestamp.from(window.from()),
              Timestamp.from(window.to()),
              window.rows(),
              window.driftedShare(),
              window.verdict().name());
      addAll(rows, own, window.columns(), null);
    }
    return rows;
  }

  /** Rows of {@code slice_drivers}. */
  static List<List<@Nullable Object>> drivers(List<SliceDriver> drivers) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (SliceDriver driver : drivers) {
      rows.add(
          Arrays.asList(
              driver.column(),
              driver.keys().toArray(),
              driver.values().toArray(),
              driver.part(),
              driver.share(),
              driver.rank()));
    }
    return rows;
  }

  /** Rows of {@code multivariate_drift}; one without a method where nothing was compared. */
  static List<List<@Nullable Object>> together(@Nullable MultivariateDrift drift) {
    if (drift == null) {
      return List.of();
    }
    List<@Nullable Object> subject =
        Arrays.asList(drift.referenceRows(), drift.currentRows(), drift.columns().toArray());
    if (drift.tests().isEmpty()) {
      List<@Nullable Object> none = new ArrayList<>(Collections.nCopies(7, null));
      none.add(drift.verdict().name());
      return List.of(joined(joined(none, subject), Arrays.asList(null, drift.problem())));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MultivariateDrift.Test test : drift.tests()) {
      Map<String, Double> contributions = new LinkedHashMap<>();
      test.contributions().forEach(c -> contributions.put(c.column(), c.share()));
      rows.add(
          joined(
              joined(
                  Arrays.asList(
                      test.method().name(),
                      test.effect(),
                      test.expected(),
                      test.noise(),
                      test.pValue(),
                      test.warn(),
                      test.drift(),
                      test.verdict().name()),
                  subject),
              Arrays.asList(contributions, drift.problem())));
    }
    return rows;
  }

  private static void addAll(
      List<List<@Nullable Object>> rows,
      List<@Nullable Object> own,
      List<ColumnDrift> columns,
      @Nullable String problem) {
    if (columns.isEmpty()) {
      List<@Nullable Object> none = new ArrayList<>(Collections.nCopies(MEASURE_FIELDS, null));
      none.set(MEASURE_FIELDS - 1, problem);
      rows.add(joined(own, none));
    }
    for (ColumnDrift column : columns) {
      if (column.measures().isEmpty()) {
        rows.add(joined(own, unmeasured(column)));
      }
      for (MeasureResult measure : column.measures()) {
        rows.add(joined(own, measured(column, measure)));
      }
    }
  }

  private static List<@Nullable Object> unmeasured(ColumnDrift column) {
    List<@Nullable Object> row = new ArrayList<>(Collections.nCopies(MEASURE_FIELDS, null));
    row.set(0, column.column());
    row.set(MEASURE_FIELDS - 2, column.verdict().name());
    row.set(MEASURE_FIELDS - 1, column.problem());
    return row;
  }

  /** An infinite threshold is none. */
  private static List<@Nullable Object> measured(ColumnDrift column, MeasureResult measure) {
    return Arrays.asList(
        column.column(),
        measure.measure().name(),
        measure.effect(),
        measure.effectLow(),
        measure.effectHigh(),
        measure.pValue(),
        measure.adjustedPValue(),
        measure.noise(),
        measure.smallestDetectable(),
        finite(measure.warnThreshold()),
        finite(measure.driftThreshold()),
        measure.verdict().name(),
        column.verdict().name(),
        measure.note());
  }

  private static @Nullable Double finite(double threshold) {
    return Double.isInfinite(threshold) ? null : threshold;
  }

  private static List<@Nullable Object> joined(
      List<@Nullable Object> one, List<@Nullable Object> other) {
    List<@Nullable Object> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
