package io.tidemark.reports.machine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.FailingRows;
import io.tidemark.reports.Failure;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.ScoringResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as OpenLineage run events: one that it began, one that it ended. The end is {@code FAIL} if
 * the run could not be evaluated, else {@code COMPLETE}: a check that fails is a result, told in
 * the assertions about the table.
 */
public final class OpenLineageEvents {
  private static final String SPEC = "https://openlineage.io/spec/";
  private static final String CORE = "2-0-2/OpenLineage.json#/$defs/";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final RunResult run;
  private final Context context;
  private final LineageFacets facets;

  private OpenLineageEvents(RunResult run, Context context) {
    this.run = run;
    this.context = context;
    facets =
        new LineageFacets(
            LineageDataset.uri(
                "tidemark", run.pins() == null ? "unknown" : run.pins().codeVersion()));
  }

  /**
   * Where a run stands among others.
   *
   * @param namespace namespace of the job, and of tables in a catalog
   * @param folder the working directory, where relative paths of tables start
   * @param parent the run that started this one; null if none is known
   */
  public record Context(String namespace, Path folder, @Nullable Parent parent) {}

  /**
   * The run that started this one.
   *
   * @param namespace its job's namespace
   * @param job its job's name
   * @param run its id
   */
  public record Parent(String namespace, String job, UUID run) {}

  /** The two events as JSON, each on one line. */
  public static List<String> render(RunResult run, Context context) {
    OpenLineageEvents events = new OpenLineageEvents(run, context);
    return List.of(events.start().toString(), events.end().toString());
  }

  private ObjectNode start() {
    return event("START", run.startedAt(), false);
  }

  private ObjectNode end() {
    return event(run.failure() == null ? "COMPLETE" : "FAIL", run.finishedAt(), true);
  }

  private ObjectNode event(String type, Instant time, boolean ended) {
    ObjectNode event = NODES.objectNode();
    event.put("eventType", type);
    event.put("eventTime", time.toString());
    event.set("run", runNode(ended));
    event.set("job", job());
    event.set("inputs", inputs(ended));
    event.set("outputs", ended ? outputs() : NODES.arrayNode());
    event.put("producer", facets.producer());
    event.put("schemaURL", SPEC + CORE + "RunEvent");
    return event;
  }

  /** Tidemark's run id stands for the same question; each time it is asked is a run of its own. */
  private String id() {
    String key = run.runId() + "\n" + run.startedAt();
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private ObjectNode runNode(boolean ended) {
    ObjectNode node = NODES.objectNode();
    node.put("runId", id());
    ObjectNode all = node.putObject("facets");
    Parent parent = context.parent();
    if (parent != null) {
      ObjectNode facet = facets.facet(all, "parent", "facets/1-1-0/ParentRunFacet.json");
      facet.putObject("run").put("runId", parent.run().toString());
      facet.putObject("job").put("namespace", parent.namespace()).put("name", parent.job());
    }
    if (ended) {
      facets
          .custom(all, "tidemark_run")
          .put("runId", run.runId())
          .put("verdict", run.verdict().name())
          .put("headline", run.headline())
          .put("configHash", run.pins() == null ? null : run.pins().configHash())
          .put("referenceId", run.pins() == null ? null : run.pins().referenceId());
    }
    Failure failure = run.failure();
    if (ended && failure != null) {
      facets
          .facet(all, "errorMessage", "facets/1-0-1/ErrorMessageRunFacet.json")
          .put("message", failure.code() + ": " + failure.message())
          .put("programmingLanguage", "JAVA");
    }
    return node;
  }

  private ObjectNode job() {
    ObjectNode node = NODES.objectNode();
    node.put("namespace", context.namespace());
    node.put("name", run.environment() + "." + run.monitor() + "." + run.command());
    facets
        .facet(node.putObject("facets"), "jobType", "facets/2-0-3/JobTypeJobFacet.json")
        .put("processingType", "BATCH")
        .put("integration", "TIDEMARK")
        .put("jobType", "JOB");
    return node;
  }

  private ArrayNode inputs(boolean ended) {
    ArrayNode inputs = NODES.arrayNode();
    Pins pins = run.pins();
    if (pins == null) {
      return inputs;
    }
    ObjectNode table = dataset(inputs, pins.table());
    ObjectNode about = table.putObject("facets");
    facets
        .facet(about, "version", "facets/1-0-1/DatasetVersionDatasetFacet.json")
        .put("datasetVersion", Long.toString(pins.tableVersion()));
    facets.schema(about, run.drift());
    if (ended) {
      ObjectNode found = table.putObject("inputFacets");
      facets.metrics(found, run, pins);
      facets.assertions(found, run);
    }
    return inputs;
  }

  private ArrayNode outputs() {
    ArrayNode outputs = NODES.arrayNode();
    FailingRows failing = run.checks() == null ? null : run.checks().failingRows();
    if (failing != null) {
      output(outputs, failing.quarantine(), failing.rows());
      output(outputs, failing.clean(), failing.cleanRows());
    }
    ScoringResult scoring = run.scoring();
    if (scoring != null) {
      output(outputs, scoring.to(), scoring.scored());
      output(outputs, scoring.quarantine(), scoring.quarantined());
    }
    return outputs;
  }

  private void output(ArrayNode outputs, @Nullable String table, @Nullable Long rows) {
    if (table == null) {
      return;
    }
    ObjectNode node = dataset(outputs, table);
    if (rows != null) {
      facets
          .facet(
              node.putObject("outputFacets"),
              "outputStatistics",
              "facets/1-0-2/OutputStatisticsOutputDatasetFacet.json")
          .put("rowCount", rows);
    }
  }

  private ObjectNode dataset(ArrayNode datasets, String table) {
    LineageDataset named = LineageDataset.of(table, context);
    return datasets.addObject().put("namespace", named.namespace()).put("name", named.name());
  }

  /** Address of a schema by its file. */
  static String schema(String file) {
    String type = file.substring(file.lastIndexOf('/') + 1).replace(".json", "");
    return SPEC + file + "#/$defs/" + type;
  }

  /** Address of the schema that any facet of a run follows. */
  static String anyRunFacet() {
    return SPEC + CORE + "RunFacet";
  }
}
