package io.tidemark.reports.privacy;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.SuiteResult;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Results of checks. A figure is hidden where few rows were looked at, few of them fail or few of
 * them pass, and where it is the value of a single row. What is missing is told in full: it says
 * nothing of a value.
 */
final class ChecksPrivacy {
  /** Kinds whose figure is the value of a single row. */
  private static final Set<String> SINGLE =
      Set.of("minimum", "maximum", "min_length", "max_length", "quantile");

  private static final Pattern ALLOWED = Pattern.compile("one of \\[.*](?= for )", Pattern.DOTALL);

  private final CategoryNames names;
  private final Suppression suppression;
  private final int minRows;
  private final Hidden hidden;

  ChecksPrivacy(CategoryNames names, int minRows, Hidden hidden) {
    this.names = names;
    this.minRows = minRows;
    this.hidden = hidden;
    suppression = new Suppression(minRows);
  }

  SuiteResult of(SuiteResult suite) {
    return new SuiteResult(
        suite.results().stream().map(this::of).toList(),
        suite.failingRows() == null ? null : rows(suite.failingRows()));
  }

  private CheckResult of(CheckResult check) {
    String reason = reason(check);
    hidden.add("figures of checks", reason == null ? 0 : 1);
    String expected = text(check, check.expected());
    return new CheckResult(
        names.literals(check.constraintId()),
        check.kind(),
        check.columns(),
        check.severity(),
        check.status(),
        expected,
        reason == null ? check.actual() : null,
        reason == null ? text(check, check.message()) : reason + "; expected " + expected,
        names.literalsOrNull(check.metric()),
        check.description(),
        reason == null ? check.failingRows() : null,
        reason == null ? check.rows() : null);
  }

  /** Why its figure is hidden; null if it is not. */
  private @Nullable String reason(CheckResult check) {
    Long rows = check.rows();
    Long failing = check.failingRows();
    if (check.actual() == null) {
      return null;
    }
    if (rows != null && suppression.isSmall(rows)) {
      return "fewer than " + minRows + " rows were looked at, so that the figure is not shown";
    }
    if (SINGLE.contains(check.kind()) && !names.shows(check.columns())) {
      return "the figure is the value of a single row and is not shown";
    }
    if (failing == null || check.kind().equals("completeness")) {
      return null;
    }
    if (suppression.isSmall(failing)) {
      return "fewer than " + minRows + " rows fail, so that the figure is not shown";
    }
    return rows != null && suppression.isSmall(rows - failing)
        ? "all but fewer than " + minRows + " rows fail, so that the figure is not shown"
        : null;
  }

  /** A sentence about a check; it may quote SQL, the values allowed, and Spark. */
  private String text(CheckResult check, String text) {
    String plain =
        check.kind().equals("allowed_values") && !names.shows(check.columns())
            ? ALLOWED.matcher(text).replaceAll("one of the values of the monitor file")
            : text;
    return check.actual() == null ? names.error(plain) : names.literals(plain);
  }

  private @Nullable FailingRows rows(FailingRows rows) {
    Long clean = rows.cleanRows();
    if (suppression.isSmall(rows.rows()) || (clean != null && suppression.isSmall(clean))) {
      hidden.add("tables with rows that fail checks, since few do or few do not", 1);
      return null;
    }
    return new FailingRows(
        rows.quarantine(),
        rows.rows(),
        rows.clean(),
        clean,
        rows.byCheck() == null ? null : byCheck(rows.byCheck(), rows.rows()));
  }

  private Map<String, Long> byCheck(Map<String, Long> counts, long all) {
    Map<String, Long> shown = new TreeMap<>();
    counts.forEach(
        (check, count) -> {
          if (!suppression.isSmallPart(count, all)) {
            shown.put(names.literals(check), count);
          }
        });
    return shown;
  }
}
