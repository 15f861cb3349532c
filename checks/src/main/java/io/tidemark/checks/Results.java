package io.tidemark.checks;

import org.jspecify.annotations.Nullable;

/** Puts measurements into results, with their sentences. */
final class Results {

  private Results() {}

  static CheckResult of(Probe probe, Measurement measurement) {
    Constraint constraint = probe.constraint();
    if (measurement instanceof Measurement.Measured measured) {
      return measured(constraint, measured);
    }
    if (measurement instanceof Measurement.Empty empty) {
      return error(constraint, nothingToMeasure(constraint, empty.rows()));
    }
    if (measurement instanceof Measurement.Broken broken) {
      return error(
          constraint,
          "%s could not be computed: %s; correct the expression or the data it fails on"
              .formatted(subject(constraint), Table.reason(broken.cause())));
    }
    throw new IllegalStateException("no result for " + measurement);
  }

  static CheckResult error(Constraint constraint, String message) {
    return result(constraint, CheckStatus.ERROR, null, message);
  }

  private static CheckResult measured(Constraint constraint, Measurement.Measured measured) {
    String message =
        "%s is %s%s; expected %s"
            .formatted(
                subject(constraint),
                Bounds.rounded(measured.value()),
                constraint instanceof Constraint.Size
                    ? filter(constraint)
                    : of(constraint, measured),
                constraint.expected());
    return result(constraint, status(constraint, measured.holds()), measured.value(), message);
  }

  private static CheckStatus status(Constraint constraint, boolean holds) {
    if (holds) {
      return CheckStatus.PASS;
    }
    return constraint.severity() == Severity.WARN ? CheckStatus.WARN : CheckStatus.FAIL;
  }

  private static String of(Constraint constraint, Measurement.Measured measured) {
    return " (" + rows(measured.rows()) + filter(constraint) + ")";
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  private static String filter(Constraint constraint) {
    String where = constraint.where();
    return where == null ? "" : " where " + where;
  }

  private static String nothingToMeasure(Constraint constraint, long rows) {
    if (rows > 0) {
      return "no rows to check: %s has no value in any of %s%s; leave the constraint out, or find out why the values are missing"
          .formatted(columns(constraint), rows(rows), filter(constraint));
    }
    String where = constraint.where();
    return where == null
        ? "no rows to check: the table is empty; check the table's version and partitions"
        : "no rows to check: the `where` filter `%s` matches none; correct the filter or leave the constraint out"
            .formatted(where);
  }

  private static String columns(Constraint constraint) {
    return "`" + String.join("`, `", constraint.columns()) + "`";
  }

  private static String subject(Constraint constraint) {
    if (constraint instanceof Constraint.Size) {
      return "number of rows";
    }
    if (constraint instanceof Constraint.Satisfies satisfies) {
      return "share of rows that satisfy `" + satisfies.name() + "`";
    }
    if (constraint instanceof Constraint.Quantile quantile) {
      return "quantile " + Bounds.number(quantile.q()) + " of " + columns(constraint);
    }
    if (constraint instanceof Comparison comparison) {
      return "share of rows with `" + comparison.inWords() + "`";
    }
    String measured =
        constraint instanceof Constraint.Range
                || constraint instanceof Constraint.AllowedValues
                || constraint instanceof Constraint.Pattern
                || constraint instanceof Format
                || constraint instanceof Sign
            ? "share of good values in "
            : constraint.kind().replace('_', ' ') + " of ";
    return measured + columns(constraint);
  }

  private static CheckResult result(
      Constraint constraint, CheckStatus status, @Nullable Double actual, String message) {
    return new CheckResult(
        constraint.id(),
        constraint.kind(),
        constraint.columns(),
        constraint.severity(),
        status,
        constraint.expected(),
        actual,
        message);
  }
}
