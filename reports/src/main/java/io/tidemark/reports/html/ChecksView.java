package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The checks section.
 *
 * @param result the suite
 * @param problems what did not pass, the worst first
 * @param passed what passed
 */
public record ChecksView(SuiteResult result, List<CheckResult> problems, List<CheckResult> passed) {

  public ChecksView {
    problems = List.copyOf(problems);
    passed = List.copyOf(passed);
  }

  static ChecksView of(SuiteResult suite) {
    return new ChecksView(
        suite,
        suite.results().stream()
            .filter(r -> r.status() != CheckStatus.PASS)
            .sorted(Comparator.comparing(CheckResult::status).reversed())
            .toList(),
        suite.results().stream().filter(r -> r.status() == CheckStatus.PASS).toList());
  }

  /** The suite's outcome. */
  public Badge badge() {
    return Badge.of(result.status());
  }

  /** Number of constraints with a status. */
  public long count(CheckStatus status) {
    return result.count(status);
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
