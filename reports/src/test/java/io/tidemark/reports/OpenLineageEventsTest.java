package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.tidemark.reports.machine.OpenLineageEvents;
import io.tidemark.reports.machine.OpenLineageEvents.Context;
import io.tidemark.reports.machine.OpenLineageEvents.Parent;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullUnmarked // a part that is missing fails the test
class OpenLineageEventsTest {
  private static final UUID PARENT = UUID.fromString("0198c5d0-0000-7000-8000-000000000001");
  private static final Context CONTEXT =
      new Context("tidemark", Path.of("/work"), new Parent("airflow", "daily.flights", PARENT));
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  /**
   * OpenLineage's own classes are generated from its published schemas: a key that no schema has
   * ends up among the additional properties, and a facet sets the address of the schema itself.
   */
  @ParameterizedTest
  @MethodSource("results")
  void everyEventIsWhatOpenLineagesSchemasSay(RunResult run) throws Exception {
    for (String json : OpenLineageEvents.render(run, CONTEXT)) {
      JsonNode written = MAPPER.readTree(json);
      OpenLineage.RunEvent event = MAPPER.readValue(json, OpenLineage.RunEvent.class);

      requireNoUnknownKeys(event);
      requireSchemas(written, MAPPER.valueToTree(event));
      assertThat(written.get("schemaURL").asText()).isEqualTo(event.getSchemaURL().toString());
      assertThat(json.lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void whatTheSchemasRequireIsThere(RunResult run) throws IOException {
    for (String json : OpenLineageEvents.render(run, CONTEXT)) {
      OpenLineage.RunEvent event = MAPPER.readValue(json, OpenLineage.RunEvent.class);

      assertThat(event.getEventTime()).isNotNull();
      assertThat(event.getProducer().isAbsolute()).isTrue();
      assertThat(event.getRun().getRunId()).isNotNull();
      assertThat(event.getRun().getFacets().getParent().getRun().getRunId()).isEqualTo(PARENT);
      assertThat(event.getJob().getFacets().getJobType().getIntegration()).isEqualTo("TIDEMARK");
      for (OpenLineage.InputDataset input : event.getInputs()) {
        assertThat(input.getNamespace()).isNotBlank();
        assertThat(input.getName()).isNotNull();
        assertThat(input.getFacets().getVersion().getDatasetVersion()).isNotBlank();
        if (input.getInputFacets() != null) {
          assertThat(input.getInputFacets().getDataQualityMetrics().getColumnMetrics()).isNotNull();
        }
      }
    }
  }

  @Test
  void aRunThatWasEvaluatedStartsAndCompletesUnderOneId() throws IOException {
    List<OpenLineage.RunEvent> events = events(SampleResults.broken(6));

    assertThat(events)
        .extracting(e -> e.getEventType().name())
        .containsExactly("START", "COMPLETE");
    assertThat(events.get(0).getRun().getRunId()).isEqualTo(events.get(1).getRun().getRunId());
    assertThat(events.get(1).getJob().getName()).isEqualTo("dev.flights.run");
    assertThat(events.get(1).getInputs().get(0).getNamespace()).isEqualTo("file");
    assertThat(events.get(1).getInputs().get(0).getName()).isEqualTo("/work/data/flights");
  }

  @Test
  void aRunThatFailedSaysWhy() throws IOException {
    OpenLineage.RunEvent end = events(SampleResults.error()).get(1);

    assertThat(end.getEventType().name()).isEqualTo("FAIL");
    assertThat(end.getRun().getFacets().getErrorMessage().getMessage())
        .startsWith("TABLE_NOT_FOUND: No Delta table at");
  }

  @Test
  void assertionsTellChecksAndDriftWithTheirSeverityAndWhatIsUndecidedIsNone() throws IOException {
    var assertions =
        events(SampleResults.alarm(5))
            .get(1)
            .getInputs()
            .get(0)
            .getInputFacets()
            .getDataQualityAssertions()
            .getAssertions();

    assertThat(assertions)
        .extracting(
            a ->
                a.getAssertion()
                    + " "
                    + a.getColumn()
                    + " "
                    + a.getSuccess()
                    + " "
                    + a.getSeverity())
        .contains(
            "completeness origin true error",
            "completeness delay false warn",
            "no_drift null false error",
            "no_drift delay false error",
            "no_drift distance false warn",
            "no_drift date true error");
  }

  @Test
  void metricsCarryRowsAndColumns() throws IOException {
    var metrics =
        events(SampleResults.calm(1))
            .get(1)
            .getInputs()
            .get(0)
            .getInputFacets()
            .getDataQualityMetrics();

    assertThat(metrics.getRowCount()).isEqualTo(100_137);
    assertThat(metrics.getColumnMetrics().getAdditionalProperties().get("date").getNullCount())
        .isZero();
  }

  @Test
  void tablesAreNamedByTheirStorageAndHoldNoSecret() throws IOException {
    assertThat(dataset("s3a://KEY:SECRET@bucket/lake/flights"))
        .isEqualTo("s3://bucket lake/flights");
    assertThat(dataset("abfss://box@account.dfs.core.windows.net/lake/flights"))
        .isEqualTo("abfss://box@account.dfs.core.windows.net /lake/flights");
    assertThat(dataset("hdfs://name:8020/lake/flights"))
        .isEqualTo("hdfs://name:8020 /lake/flights");
    assertThat(dataset("file:/lake/flights")).isEqualTo("file /lake/flights");
    assertThat(dataset("file:///lake/flights")).isEqualTo("file /lake/flights");
    assertThat(dataset("lake.flights")).isEqualTo("tidemark lake.flights");
  }

  private static String dataset(String table) throws IOException {
    OpenLineage.InputDataset input = events(withTable(table)).get(0).getInputs().get(0);
    return input.getNamespace() + " " + input.getName();
  }

  private static RunResult withTable(String table) throws IOException {
    String json = ResultJson.write(SampleResults.calm(1));
    return ResultJson.read(json.replace("data/flights", table));
  }

  private static List<OpenLineage.RunEvent> events(RunResult run) throws IOException {
    List<String> json = OpenLineageEvents.render(run, CONTEXT);
    return List.of(
        MAPPER.readValue(json.get(0), OpenLineage.RunEvent.class),
        MAPPER.readValue(json.get(1), OpenLineage.RunEvent.class));
  }

  private static void requireNoUnknownKeys(Object value) throws Exception {
    if (value instanceof Collection<?> all) {
      for (Object one : all) {
        requireNoUnknownKeys(one);
      }
    } else if (value instanceof Map<?, ?> map) {
      requireNoUnknownKeys(map.values());
    } else if (value != null && value.getClass().getName().startsWith("io.openlineage")) {
      if (value instanceof Enum<?>) {
        return;
      }
      for (Method getter : value.getClass().getMethods()) {
        if (!getter.getName().startsWith("get")
            || getter.getParameterCount() > 0
            || getter.getDeclaringClass() == Object.class) {
          continue;
        }
        Object part = getter.invoke(value);
        if (getter.getName().equals("getAdditionalProperties") && isFixed(value)) {
          assertThat(((Map<?, ?>) part).keySet().stream().map(Object::toString))
              .as("unknown keys of " + value.getClass().getSimpleName())
              .isSubsetOf("tidemark_run");
        } else {
          requireNoUnknownKeys(part);
        }
      }
    }
  }

  /** Columns and quantiles are keys of their own; a facet of our own has keys of our own. */
  private static boolean isFixed(Object value) {
    String name = value.getClass().getSimpleName();
    return !name.endsWith("ColumnMetrics")
        && !name.endsWith("Quantiles")
        && !name.startsWith("Default");
  }

  private static void requireSchemas(JsonNode written, JsonNode read) {
    if (written.has("_schemaURL")) {
      assertThat(written.get("_schemaURL")).isEqualTo(read.get("_schemaURL"));
    }
    if (written.isObject()) {
      written
          .fieldNames()
          .forEachRemaining(
              name -> {
                assertThat(read.has(name)).as("key " + name).isTrue();
                requireSchemas(written.get(name), read.get(name));
              });
    }
    for (int i = 0; written.isArray() && i < written.size(); i++) {
      requireSchemas(written.get(i), read.get(i));
    }
  }
}
