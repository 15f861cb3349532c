package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Role;
import io.tidemark.drift.RoleDrift;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The drift section.
 *
 * @param result the comparison
 * @param badge the dataset's verdict
 * @param columns the columns, the worst and most important first
 * @param inShort columns whose details are in short, since there are so many
 * @param windows the windows; null if there are none
 * @param slices the slices; null if there are none
 * @param together the columns together; null if they were not compared
 */
public record DriftView(
    DriftResult result,
    Badge badge,
    List<ColumnView> columns,
    int inShort,
    @Nullable WindowsView windows,
    @Nullable SlicesView slices,
    @Nullable TogetherView together) {

  /** A page stays below a megabyte if no more columns than this are drawn in full. */
  private static final int MOST_IN_FULL = 40;

  private static final int MOST_OPEN = 3;

  public DriftView {
    columns = List.copyOf(columns);
  }

  /** Drift of a run, with the runs before it, newest first. */
  static DriftView of(RunResult run, DriftResult result, List<RunResult> past, String idPrefix) {
    List<ColumnDrift> sorted =
        result.columns().stream()
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(ColumnDrift::importance)
                    .thenComparing(Telling::reachOf)
                    .reversed())
            .toList();
    List<ColumnView> columns = new ArrayList<>();
    for (ColumnDrift column : sorted) {
      int place = columns.size() + 1;
      columns.add(
          ColumnView.of(
              idPrefix + "column-" + place,
              column,
              place <= MOST_IN_FULL ? ColumnCharts.of(column, run, past) : null,
              place <= MOST_OPEN));
    }
    return new DriftView(
        result,
        Badge.of(result.verdict()),
        columns,
        Math.max(0, columns.size() - MOST_IN_FULL),
        result.windows().isEmpty() ? null : WindowsView.of(result.windows()),
        result.slices().isEmpty() && result.drivers().isEmpty() ? null : SlicesView.of(result),
        result.multivariate() == null ? null : TogetherView.of(result.multivariate()));
  }

  /**
   * One role in words.
   *
   * @param name the role
   * @param badge its verdict
   * @param text which columns it has and how many drifted
   */
  public record RoleLine(String name, Badge badge, String text) {}

  /** The roles; none where all columns are features. */
  public List<RoleLine> roles() {
    return result.roles().stream().allMatch(r -> r.role() == Role.FEATURE)
        ? List.of()
        : result.roles().stream().map(this::line).toList();
  }

  private RoleLine line(RoleDrift role) {
    long drifted =
        result.columns().stream()
            .filter(c -> c.verdict() == Verdict.DRIFT && role.columns().contains(c.column()))
            .count();
    String text =
        role.role() == Role.FEATURE
            ? drifted
                + " of "
                + role.columns().size()
                + " drifted, "
                + Format.share(role.driftedShare())
                + " of the weight"
            : role.columns().stream().map(Format::name).collect(Collectors.joining(", "));
    String name =
        switch (role.role()) {
          case FEATURE -> "Features";
          case TARGET -> "Target";
          case PREDICTION -> "Prediction";
        };
    return new RoleLine(name, Badge.of(role.verdict()), text);
  }

  /** Number of columns with a verdict. */
  public long count(Verdict verdict) {
    return result.count(verdict);
  }
}
