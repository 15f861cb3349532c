package io.tidemark.reports.machine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * OpenLineage's facets about the table that a run looked at.
 *
 * @param producer URI of what made them
 */
record LineageFacets(String producer) {

  /** Adds a facet; {@code file} is its schema's, below the specification. */
  ObjectNode facet(ObjectNode facets, String key, String file) {
    return facets
        .putObject(key)
        .put("_producer", producer)
        .put("_schemaURL", OpenLineageEvents.schema(file));
  }

  /** Adds a facet about a run that the specification does not have. */
  ObjectNode custom(ObjectNode facets, String key) {
    return facets
        .putObject(key)
        .put("_producer", producer)
        .put("_schemaURL", OpenLineageEvents.anyRunFacet());
  }

  /** The columns that were compared: a result knows the types of no others. */
  void schema(ObjectNode facets, @Nullable DriftResult drift) {
    List<ColumnDrift> columns = compared(drift);
    if (columns.isEmpty()) {
      return;
    }
    ArrayNode fields =
        facet(facets, "schema", "facets/1-2-0/SchemaDatasetFacet.json").putArray("fields");
    columns.forEach(c -> fields.addObject().put("name", c.column()).put("type", c.dataType()));
  }

  private static List<ColumnDrift> compared(@Nullable DriftResult drift) {
    return drift == null
        ? List.of()
        : drift.columns().stream()
            .filter(c -> c.verdict() != Verdict.ERROR && c.current() != null)
            .toList();
  }

  /** What is known of the table and its columns. */
  void metrics(ObjectNode facets, RunResult run, Pins pins) {
    ObjectNode metrics =
        facet(
            facets, "dataQualityMetrics", "facets/1-0-3/DataQualityMetricsInputDatasetFacet.json");
    if (run.rows() != null) {
      metrics.put("rowCount", run.rows());
    }
    metrics.put("lastUpdated", pins.commitTime().toString());
    ObjectNode columns = metrics.putObject("columnMetrics");
    for (ColumnDrift column : compared(run.drift())) {
      ColumnSummary summary = column.current();
      if (summary != null) {
        column(columns.putObject(column.column()), summary);
      }
    }
  }

  private static void column(ObjectNode node, ColumnSummary summary) {
    node.put("nullCount", summary.nulls());
    node.put("count", (double) (summary.rows() - summary.nulls()));
    if (summary.distinct() != null) {
      node.put("distinctCount", summary.distinct());
    }
    put(node, "min", summary.min());
    put(node, "max", summary.max());
    if (summary.numbers() != null && !summary.numbers().quantiles().isEmpty()) {
      ObjectNode quantiles = node.putObject("quantiles");
      for (ColumnSummary.Quantile quantile : summary.numbers().quantiles()) {
        put(
            quantiles,
            Double.toString(quantile.q()),
            quantile.low() + (quantile.high() - quantile.low()) / 2);
      }
    }
  }

  /** JSON knows no NaN and no infinity. */
  private static void put(ObjectNode node, String key, @Nullable Double value) {
    if (value != null && Double.isFinite(value)) {
      node.put(key, value.doubleValue());
    }
  }

  /** What was asserted about the table and decided: checks, and that nothing drifted. */
  void assertions(ObjectNode facets, RunResult run) {
    List<CheckResult> checks = run.checks() == null ? List.of() : run.checks().results();
    DriftResult drift = run.drift();
    if (checks.isEmpty() && drift == null) {
      return;
    }
    ArrayNode assertions =
        facet(
                facets,
                "dataQualityAssertions",
                "facets/1-1-0/DataQualityAssertionsDatasetFacet.json")
            .putArray("assertions");
    checks.stream()
        .filter(c -> c.status() != CheckStatus.INSUFFICIENT_DATA)
        .forEach(c -> check(assertions.addObject(), c));
    if (drift != null) {
      boolean drifted = drift.verdict() == Verdict.DRIFT;
      noDrift(assertions, null, drift.verdict(), drift.reason(), drifted);
      drift
          .columns()
          .forEach(c -> noDrift(assertions, c.column(), c.verdict(), c.problem(), drifted));
    }
  }

  private static void check(ObjectNode node, CheckResult check) {
    node.put("assertion", check.kind());
    node.put("success", check.status() == CheckStatus.PASS);
    if (check.columns().size() == 1) {
      node.put("column", check.columns().get(0));
    }
    node.put("severity", check.severity().name().toLowerCase(Locale.ROOT));
    node.put("name", check.constraintId());
    node.put("description", check.message());
    node.put("expected", check.expected());
    if (check.actual() != null) {
      node.put("actual", Double.toString(check.actual()));
    }
  }

  private static void noDrift(
      ArrayNode assertions,
      @Nullable String column,
      Verdict verdict,
      @Nullable String reason,
      boolean tableDrifted) {
    if (verdict == Verdict.INSUFFICIENT_DATA) {
      return;
    }
    ObjectNode node = assertions.addObject();
    node.put("assertion", "no_drift");
    node.put("success", verdict == Verdict.PASS);
    if (column != null) {
      node.put("column", column);
    }
    boolean warns = verdict == Verdict.WARN || (verdict == Verdict.DRIFT && !tableDrifted);
    node.put("severity", warns ? "warn" : "error");
    if (reason != null) {
      node.put("description", reason);
    }
    node.put("actual", verdict.name());
  }
}
