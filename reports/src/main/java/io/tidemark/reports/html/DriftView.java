package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.Role;
import io.tidemark.drift.RoleDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The drift section.
 *
 * @param result the comparison
 * @param badge the dataset's verdict
 * @param measures the measures that decide something in any column, in order
 * @param columns the columns, the worst and most important first
 * @param windows the windows; null if there are none
 * @param slices the slices; null if there are none
 * @param together the columns together; null if they were not compared
 */
public record DriftView(
    DriftResult result,
    Badge badge,
    List<Measure> measures,
    List<ColumnView> columns,
    @Nullable WindowsView windows,
    @Nullable SlicesView slices,
    @Nullable TogetherView together) {

  public DriftView {
    measures = List.copyOf(measures);
    columns = List.copyOf(columns);
  }

  static DriftView of(DriftResult result, String idPrefix) {
    List<ColumnDrift> sorted =
        result.columns().stream()
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(ColumnDrift::importance)
                    .reversed())
            .toList();
    List<ColumnView> columns = new ArrayList<>();
    for (ColumnDrift column : sorted) {
      columns.add(ColumnView.of(idPrefix + "column-" + (columns.size() + 1), column));
    }
    List<Measure> measures =
        Arrays.stream(Measure.values())
            .filter(
                m ->
                    columns.stream()
                        .anyMatch(c -> c.measure(m).filter(ColumnView::decides).isPresent()))
            .toList();
    return new DriftView(
        result,
        Badge.of(result.verdict()),
        measures,
        columns,
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
