package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One check in the table of checks.
 *
 * @param check the check
 * @param inQuarantine rows in quarantine that fail it; null if none were set apart
 * @param trend the measured value over versions; null without earlier ones
 * @param change how it differs from the last run, in a word; null if it does not
 */
public record CheckRow(
    CheckResult check,
    @Nullable Long inQuarantine,
    @Nullable Sparkline trend,
    @Nullable String change) {

  /** The outcome. */
  public Badge badge() {
    return Badge.of(check.status());
  }

  /** Severity in words. */
  public String severity() {
    return check.severity().name().toLowerCase(Locale.ROOT);
  }

  /** A number to sort by; empty where there is none. */
  public static String sortable(@Nullable Number value) {
    return value == null || !Double.isFinite(value.doubleValue()) ? "" : value.toString();
  }

  /** What passed is said by its numbers. */
  public boolean explained() {
    return check.status() != CheckStatus.PASS;
  }
}
