package io.tidemark.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    if (measurement instanceof Measurement.Broken broken
        && probe.measure() instanceof Probe.Measure.Elsewhere) {
      return error(
          constraint,
          "%s could not be computed: %s"
              .formatted(subject(constraint), Table.reason(broken.cause())));
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
    return result(constraint, CheckStatus.ERROR, null, message, null, null);
  }

  private static CheckResult measured(Constraint constraint, Measurement.Measured measured) {
    Judgement judgement = measured.judgement();
    List<String> details = new ArrayList<>();
    Long rows = measured.rows();
    if (rows != null && !(constraint instanceof Constraint.Size)) {
      details.add(rows(rows));
    }
    if (judgement.detail() != null) {
      details.add(judgement.detail());
    }
    String brackets =
        details.isEmpty()
            ? filter(constraint)
            : " (" + String.join("; ", details) + filter(constraint) + ")";
    String tolerated =
        judgement.outcome() == Judgement.Outcome.TOLERATED
            ? ", missed by no more than the tolerance of "
                + Bounds.number(constraint.terms().tolerance())
            : "";
    String message =
        "%s is %s%s; expected %s%s"
            .formatted(
                subject(constraint),
                Bounds.rounded(judgement.value()),
                brackets,
                constraint.expected(),
                tolerated);
    return result(
        constraint,
        status(constraint, judgement.outcome()),
        judgement.value(),
        message,
        failingRows(constraint, judgement.value(), measured.counted()),
        measured.counted() == null ? rows : measured.counted());
  }

  /** Where a share of rows was measured, the rows that are not in it. */
  private static @Nullable Long failingRows(
      Constraint constraint, double share, @Nullable Long counted) {
    if (constraint.rowRule() == null || counted == null) {
      return null;
    }
    return Math.round((constraint instanceof Duplicates ? share : 1 - share) * counted);
  }

  private static CheckStatus status(Constraint constraint, Judgement.Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> CheckStatus.PASS;
      case UNDECIDED -> CheckStatus.INSUFFICIENT_DATA;
      case TOLERATED -> CheckStatus.WARN;
      case FAILS -> constraint.severity() == Severity.WARN ? CheckStatus.WARN : CheckStatus.FAIL;
    };
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", count);
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
      return (quantile.exact() ? "quantile " : "approximate quantile ")
          + Bounds.number(quantile.q())
          + " of "
          + columns(constraint);
    }
    if (constraint instanceof Comparison comparison) {
      return "share of rows with `" + comparison.inWords() + "`";
    }
    if (constraint instanceof Anomaly anomaly) {
      return subject(anomaly.of());
    }
    if (constraint instanceof ForeignKey key) {
      return "share of rows with " + columns(key) + " found in the other table";
    }
    if (constraint instanceof Freshness freshness) {
      return freshness.column() == null
          ? "age of the version in hours"
          : "age in hours of the newest value of " + columns(freshness);
    }
    if (constraint.columns().isEmpty()) {
      return constraint.kind().replace('_', ' ');
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
      Constraint constraint,
      CheckStatus status,
      @Nullable Double actual,
      String message,
      @Nullable Long failingRows,
      @Nullable Long rows) {
    return new CheckResult(
        constraint.id(),
        constraint.kind(),
        constraint.columns(),
        constraint.severity(),
        status,
        constraint.expected(),
        actual,
        message,
        constraint.metric(),
        constraint.terms().description(),
        failingRows,
        rows);
  }
}
