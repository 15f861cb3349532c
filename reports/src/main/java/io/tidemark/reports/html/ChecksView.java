package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.SuiteResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The checks section.
 *
 * @param result the suite
 * @param problems what somebody has to look at, the worst first
 * @param undecided what waits for a longer history
 * @param passed what passed
 * @param monitor name of the monitor
 * @param version the version that was checked
 */
public record ChecksView(
    SuiteResult result,
    List<CheckResult> problems,
    List<CheckResult> undecided,
    List<CheckResult> passed,
    String monitor,
    long version) {

  public ChecksView {
    problems = List.copyOf(problems);
    undecided = List.copyOf(undecided);
    passed = List.copyOf(passed);
  }

  static ChecksView of(SuiteResult suite, String monitor, long version) {
    return new ChecksView(
        suite,
        suite.results().stream()
            .filter(r -> r.status().isProblem())
            .sorted(Comparator.comparing(CheckResult::status).reversed())
            .toList(),
        with(suite, CheckStatus.INSUFFICIENT_DATA),
        with(suite, CheckStatus.PASS),
        monitor,
        version);
  }

  private static List<CheckResult> with(SuiteResult suite, CheckStatus status) {
    return suite.results().stream().filter(r -> r.status() == status).toList();
  }

  /** The suite's outcome. */
  public Badge badge() {
    return Badge.of(result.status());
  }

  /** Number of constraints with a status. */
  public long count(CheckStatus status) {
    return result.count(status);
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
    return "SELECT * FROM delta.`%s` WHERE _monitor = '%s' AND _source_version = %d"
        .formatted(
            Objects.requireNonNull(result.failingRows()).quarantine().replace("`", "``"),
            monitor,
            version);
  }

  /** The columns of a constraint in words. */
  public static String columns(CheckResult check) {
    return check.columns().isEmpty()
        ? "whole table"
        : check.columns().stream().map(Format::name).collect(Collectors.joining(", "));
  }

  /** Severity in words. */
  public static String severity(CheckResult check) {
    return check.severity().name().toLowerCase(Locale.ROOT);
  }
}
