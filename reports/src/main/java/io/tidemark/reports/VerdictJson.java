package io.tidemark.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.FailingRows;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.RoleDrift;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The small machine-readable summary that every run writes as {@code verdict.json}. Its keys are
 * described by {@code verdict.schema.json} next to this class, and so is what later releases may
 * change. Every key is always there; what a run does not have is null, and so is a number that is
 * not finite.
 */
public final class VerdictJson {

  /** Version of the keys; raised on a change that breaks readers. Readers pass over new keys. */
  public static final int FORMAT_VERSION = 1;

  /** The file is small: no more slices, windows and schema changes than these are named in it. */
  private static final int MOST_NAMED = 100;

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private VerdictJson() {}

  /**
   * Renders the summary, indented.
   *
   * @param result the run
   * @param reportPath where the run's HTML report is; null if none was written
   */
  public static String render(RunResult result, @Nullable String reportPath) {
    ObjectNode root = NODES.objectNode();
    root.put("format_version", FORMAT_VERSION);
    root.put("run_id", result.runId());
    root.put("monitor", result.monitor());
    root.put("command", result.command());
    root.put("environment", result.environment());
    root.put("verdict", result.verdict().name());
    root.put("headline", result.headline());
    root.put("started_at", result.startedAt().toString());
    root.put("finished_at", result.finishedAt().toString());
    root.put("rows", result.rows());
    putPins(root, result.pins());
    root.set("schema_changes", schemaChanges(result.schema()));
    root.set("checks", checks(result.checks()));
    root.set("drift", drift(result.drift()));
    root.put("not_compared", result.notCompared());
    root.set("model", ModelVerdict.of(result.model()));
    root.set("trigger", trigger(result.trigger()));
    root.set("inference", InferenceVerdict.inference(result.inference(), MOST_NAMED));
    root.set("scoring", InferenceVerdict.scoring(result.scoring()));
    root.set("failure", failure(result.failure()));
    Privacy privacy = result.privacy();
    root.set(
        "privacy", privacy == null ? null : NODES.objectNode().put("min_rows", privacy.minRows()));
    root.put("report", reportPath);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the verdict of run " + result.runId(), e);
    }
  }

  private static void putPins(ObjectNode root, @Nullable Pins pins) {
    root.put("table", pins == null ? null : pins.table());
    root.put("table_id", pins == null ? null : pins.tableId());
    root.put("table_version", pins == null ? null : Long.valueOf(pins.tableVersion()));
    root.put("commit_time", pins == null ? null : pins.commitTime().toString());
    root.put("reference_id", pins == null ? null : pins.referenceId());
    root.put("reference_version", pins == null ? null : pins.referenceVersion());
    ArrayNode versions = pins == null ? null : root.putArray("reference_versions");
    if (pins == null || versions == null) {
      root.putNull("reference_versions");
    } else {
      pins.referenceVersions().forEach(versions::add);
    }
    root.put("against", pins == null ? null : pins.against());
    root.put("config_hash", pins == null ? null : pins.configHash());
    root.put("code_version", pins == null ? null : pins.codeVersion());
    Commit commit = pins == null ? null : pins.commit();
    root.put("commit_operation", pins == null ? null : pins.commitOperation());
    root.put("written_by", commit == null ? null : commit.user());
    root.put("changed_data", commit == null ? null : Boolean.valueOf(commit.changedData()));
  }

  private static @Nullable ArrayNode schemaChanges(List<SchemaComparison> schema) {
    return schema.stream()
        .filter(one -> one.since() == SchemaComparison.Since.PREVIOUS && one.problem() == null)
        .findFirst()
        .map(
            one -> {
              ArrayNode changes = NODES.arrayNode();
              one.changes().stream()
                  .limit(MOST_NAMED)
                  .forEach(change -> changes.add(change.inWords()));
              return changes;
            })
        .orElse(null);
  }

  private static @Nullable ObjectNode checks(@Nullable SuiteResult suite) {
    if (suite == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("total", suite.results().size());
    node.put("passed", suite.count(CheckStatus.PASS));
    node.put("warned", suite.count(CheckStatus.WARN));
    node.put("failed", suite.count(CheckStatus.FAIL));
    node.put("undecided", suite.count(CheckStatus.INSUFFICIENT_DATA));
    node.put("errored", suite.count(CheckStatus.ERROR));
    ArrayNode problems = node.putArray("problems");
    for (CheckResult check : suite.results()) {
      if (check.status().isProblem()) {
        problems
            .addObject()
            .put("id", check.constraintId())
            .put("status", check.status().name())
            .put("message", check.message())
            .put("failing_rows", check.failingRows());
      }
    }
    node.set("failing_rows", failingRows(suite.failingRows()));
    return node;
  }

  private static @Nullable ObjectNode failingRows(@Nullable FailingRows rows) {
    return rows == null
        ? null
        : NODES
            .objectNode()
            .put("quarantine", rows.quarantine())
            .put("rows", rows.rows())
            .put("clean", rows.clean())
            .put("clean_rows", rows.cleanRows());
  }

  private static @Nullable ObjectNode drift(@Nullable DriftResult drift) {
    if (drift == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("verdict", drift.verdict().name());
    node.put("columns", drift.columns().size());
    node.set("drifted", names(drift.columns(), Verdict.DRIFT));
    node.set("warned", names(drift.columns(), Verdict.WARN));
    node.set("errored", names(drift.columns(), Verdict.ERROR));
    put(node, "drifted_share", drift.driftedShare());
    put(node, "max_drifted_share", drift.maxDriftedShare());
    node.put("reason", drift.reason());
    ArrayNode roles = node.putArray("roles");
    for (RoleDrift role : drift.roles()) {
      ObjectNode one = roles.addObject();
      one.put("role", role.role().name());
      one.put("columns", role.columns().size());
      put(one, "drifted_share", role.driftedShare());
      one.put("verdict", role.verdict().name());
    }
    node.set("slices", slices(drift.slices()));
    node.set("windows", windows(drift.windows()));
    node.set("multivariate", multivariate(drift.multivariate()));
    return node;
  }

  private static @Nullable ObjectNode slices(List<SliceDrift> slices) {
    if (slices.isEmpty()) {
      return null;
    }
    ObjectNode node = counts(slices.stream().map(SliceDrift::verdict).toList());
    ArrayNode drifted = node.putArray("drifted");
    slices.stream()
        .filter(slice -> slice.verdict() == Verdict.DRIFT)
        .limit(MOST_NAMED)
        .forEach(
            slice -> {
              ObjectNode keys = drifted.addObject();
              for (int i = 0; i < slice.keys().size(); i++) {
                keys.put(slice.keys().get(i), slice.values().get(i));
              }
            });
    return node;
  }

  private static @Nullable ObjectNode windows(List<WindowDrift> windows) {
    if (windows.isEmpty()) {
      return null;
    }
    ObjectNode node = counts(windows.stream().map(WindowDrift::verdict).toList());
    ArrayNode drifted = node.putArray("drifted");
    windows.stream()
        .filter(window -> window.verdict() == Verdict.DRIFT)
        .limit(MOST_NAMED)
        .forEach(window -> drifted.add(window.from().toString()));
    return node;
  }

  private static ObjectNode counts(List<Verdict> verdicts) {
    ObjectNode counts = NODES.objectNode();
    counts.put("total", verdicts.size());
    for (Verdict verdict : Verdict.values()) {
      counts.put(
          verdict.name().toLowerCase(Locale.ROOT) + "_count",
          verdicts.stream().filter(v -> v == verdict).count());
    }
    return counts;
  }

  private static @Nullable ObjectNode multivariate(@Nullable MultivariateDrift drift) {
    if (drift == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("verdict", drift.verdict().name());
    node.put("columns", drift.columns().size());
    ArrayNode tests = node.putArray("tests");
    for (MultivariateDrift.Test test : drift.tests()) {
      ObjectNode one = tests.addObject();
      one.put("method", test.method().name());
      put(one, "effect", test.effect());
      put(one, "noise", test.noise());
      put(one, "p_value", test.pValue());
      one.put("verdict", test.verdict().name());
    }
    node.put("problem", drift.problem());
    return node;
  }

  private static ArrayNode names(List<ColumnDrift> columns, Verdict verdict) {
    ArrayNode names = NODES.arrayNode();
    columns.stream().filter(c -> c.verdict() == verdict).forEach(c -> names.add(c.column()));
    return names;
  }

  private static @Nullable ObjectNode trigger(@Nullable TriggerResult trigger) {
    if (trigger == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("state", trigger.state().name());
    node.put("id", trigger.triggerId());
    ArrayNode reasons = node.putArray("reasons");
    trigger.reasons().forEach(reasons::add);
    node.put("explanation", trigger.explanation());
    return node;
  }

  private static @Nullable ObjectNode failure(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("code", failure.code());
    node.put("message", failure.message());
    node.put("cause", failure.cause());
    node.put("next_step", failure.nextStep());
    return node;
  }

  /** JSON knows no NaN and no infinity. */
  static void put(ObjectNode node, String key, double value) {
    node.put(key, Double.isFinite(value) ? Double.valueOf(value) : null);
  }
}
