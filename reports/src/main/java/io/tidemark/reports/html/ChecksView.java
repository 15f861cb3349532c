package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.SuiteResult;
import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checks section.
 *
 * @param result the suite
 * @param groups the checks by column: columns with problems first, the worst of them first
 * @param monitor name of the monitor
 * @param version the version that was checked
 */
public record ChecksView(
    SuiteResult result, List<CheckGroup> groups, String monitor, long version) {

  private static final String WHOLE_TABLE = "Whole table";

  public ChecksView {
    groups = List.copyOf(groups);
  }

  static @Nullable ChecksView of(RunResult run, List<RunResult> past) {
    SuiteResult suite = run.checks();
    if (suite == null) {
      return null;
    }
    Map<String, List<Sparkline.Point>> history = CheckHistory.of(run, past);
    CheckChanges changes = CheckChanges.of(run, past);
    Map<String, Long> apart =
        suite.failingRows() == null || suite.failingRows().byCheck() == null
            ? Map.of()
            : suite.failingRows().byCheck();
    Map<String, List<CheckRow>> byColumn = new LinkedHashMap<>();
    for (CheckResult check : suite.results()) {
      byColumn
          .computeIfAbsent(columns(check), name -> new ArrayList<>())
          .add(
              new CheckRow(
                  check,
                  apart.get(check.constraintId()),
                  Sparkline.of(history.getOrDefault(check.constraintId(), List.of())),
                  changes.inWord(check.constraintId())));
    }
    List<CheckGroup> groups = new ArrayList<>();
    byColumn.forEach((name, rows) -> groups.add(new CheckGroup(name, rows)));
    // Stable: groups that are as bad stay in the order of the suite.
    groups.sort(Comparator.comparing(CheckGroup::worst).reversed());
    return new ChecksView(
        suite, groups, run.monitor(), run.pins() == null ? 0 : run.pins().tableVersion());
  }

  /** The suite's outcome. */
  public Badge badge() {
    return Badge.of(result.status());
  }

  /** Number of constraints with a status. */
  public long count(CheckStatus status) {
    return result.count(status);
  }

  /** Whether any check has values of other versions. */
  public boolean hasTrends() {
    return groups.stream().flatMap(group -> group.rows().stream()).anyMatch(r -> r.trend() != null);
  }

  /** Where the failing rows went, in words. */
  public String failingRows() {
    FailingRows rows = Objects.requireNonNull(result.failingRows());
    String text = Format.counted(rows.rows(), "row is", "rows are") + " in quarantine";
    Long clean = rows.cleanRows();
    return clean == null
        ? text + "."
        : text
            + "; "
            + Format.counted(clean, "other row is", "other rows are")
            + " in "
            + rows.clean()
            + ".";
  }

  /** The query that reads the rows in quarantine, for a given version. */
  public String query() {
    return "SELECT _reasons, * FROM delta.`%s` WHERE _monitor = '%s' AND _source_version = %d"
        .formatted(
            Objects.requireNonNull(result.failingRows()).quarantine().replace("`", "``"),
            monitor.replace("\\", "\\\\").replace("'", "\\'"),
            version);
  }

  private static String columns(CheckResult check) {
    return check.columns().isEmpty()
        ? WHOLE_TABLE
        : check.columns().stream().map(Format::name).collect(Collectors.joining(", "));
  }
}
