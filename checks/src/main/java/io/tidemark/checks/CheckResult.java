package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one constraint.
 *
 * @param constraintId stable id within the suite, for example {@code completeness(origin)}
 * @param kind the constraint's kind as written in the monitor file, for example {@code
 *     completeness}
 * @param columns the columns it speaks of, empty for constraints on the whole table
 * @param severity what a failure means
 * @param status the outcome
 * @param expected the bound in words, for example {@code >= 0.99}
 * @param actual the measured value; null where it could not be measured
 * @param message one sentence for people: the fact with its values; for {@link CheckStatus#ERROR}
 *     the cause and next step
 * @param metric name under which the measured value is kept for later comparisons, see {@link
 *     Constraint#metric()}; null for results that have no such value
 * @param description what the constraint is for, in the words of its author; null for none
 * @param failingRows rows that do not do what it asks of each; null for constraints that speak of
 *     all rows together, where nothing was measured, and in results of earlier releases
 * @param rows rows that the value was measured on; null where nobody counted them, where nothing
 *     was measured, and in results of earlier releases
 */
public record CheckResult(
    String constraintId,
    String kind,
    List<String> columns,
    Severity severity,
    CheckStatus status,
    String expected,
    @Nullable Double actual,
    String message,
    @Nullable String metric,
    @Nullable String description,
    @Nullable Long failingRows,
    @Nullable Long rows) {

  public CheckResult {
    columns = List.copyOf(columns);
  }

  /** A result of which it is not known on how many rows it was measured. */
  public CheckResult(
      String constraintId,
      String kind,
      List<String> columns,
      Severity severity,
      CheckStatus status,
      String expected,
      @Nullable Double actual,
      String message,
      @Nullable String metric,
      @Nullable String description,
      @Nullable Long failingRows) {
    this(
        constraintId,
        kind,
        columns,
        severity,
        status,
        expected,
        actual,
        message,
        metric,
        description,
        failingRows,
        null);
  }

  /** A result without a metric and a description. */
  public CheckResult(
      String constraintId,
      String kind,
      List<String> columns,
      Severity severity,
      CheckStatus status,
      String expected,
      @Nullable Double actual,
      String message) {
    this(
        constraintId, kind, columns, severity, status, expected, actual, message, null, null, null);
  }
}
