package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictJsonTest {

  static Stream<RunResult> results() {
    return ResultJsonTest.results();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyVerdictIsPlainJsonThatFollowsItsSchema(RunResult result) throws IOException {
    JsonNode verdict = parse(VerdictJson.render(result, null));

    assertThat(
            schema()
                .validate(verdict, c -> c.getExecutionConfig().setFormatAssertionsEnabled(true)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyVerdictHasExactlyTheKeysThatTheSchemaDescribes(RunResult result) throws IOException {
    JsonNode verdict = parse(VerdictJson.render(result, null));

    assertThat(schema(exact(schemaText())).validate(verdict)).isEmpty();
    assertThat(keys(verdict))
        .containsExactlyInAnyOrderElementsOf(keys(schemaText().get("properties")));
  }

  @Test
  void theSchemaAcceptsKeysOfLaterReleasesAndRefusesAKeyTooFew() throws IOException {
    JsonNode later = parse(VerdictJson.render(SampleResults.calm(1), null));
    ((ObjectNode) later).put("extra", 1);
    ((ObjectNode) later.get("checks")).put("extra", 1);
    JsonNode few = parse(VerdictJson.render(SampleResults.calm(1), null));
    ((ObjectNode) few).remove("verdict");

    assertThat(schema().validate(later)).isEmpty();
    assertThat(schema().validate(few)).hasSize(1);
    assertThat(schema(exact(schemaText())).validate(later)).hasSize(2);
  }

  /** Files of earlier releases: never change one, add one when {@code format_version} is raised. */
  @ParameterizedTest
  @ValueSource(strings = {"format-1.json"})
  void aFileOfAnEarlierReleaseIsStillValid(String name) throws IOException {
    try (InputStream in = VerdictJsonTest.class.getResourceAsStream("verdicts/" + name)) {
      JsonNode old = new JsonMapper().readTree(in);

      assertThat(old.get("format_version").asInt()).isEqualTo(VerdictJson.FORMAT_VERSION);
      assertThat(old.at("/checks/problems/0/id").asText()).isEqualTo("completeness(delay)");
      assertThat(schema().validate(old)).isEmpty();
    }
  }

  @Test
  void theCommitAndWhatChangedInTheSchemaAreThere() throws JsonProcessingException {
    JsonNode verdict =
        parse(VerdictJson.render(SampleResults.withRowsAndSchema(SampleResults.alarm(5)), null));

    assertThat(verdict.get("commit_operation").asText()).isEqualTo("WRITE");
    assertThat(verdict.get("written_by").asText()).isEqualTo("loader");
    assertThat(verdict.get("changed_data").asBoolean()).isTrue();
    assertThat(verdict.get("schema_changes")).hasSize(3);
    assertThat(verdict.at("/schema_changes/0").asText())
        .startsWith("`dest` was renamed to `destination` in version 5 (CHANGE COLUMN at ");
    assertThat(verdict.at("/checks/problems/0/failing_rows").asLong()).isEqualTo(6_790);
    assertThat(
            parse(VerdictJson.render(SampleResults.calm(1), null)).get("schema_changes").isNull())
        .isTrue();
  }

  @Test
  void anAlarmNamesTheProblemsTheDriftedColumnsAndTheTrigger() throws JsonProcessingException {
    JsonNode verdict = parse(VerdictJson.render(SampleResults.alarm(5), "runs/5/report.html"));

    assertThat(verdict.at("/verdict").asText()).isEqualTo("DRIFT");
    assertThat(verdict.at("/table_version").asLong()).isEqualTo(5);
    assertThat(verdict.at("/commit_time").asText()).isEqualTo("2026-03-07T04:30:00Z");
    assertThat(verdict.at("/checks/total").asInt()).isEqualTo(5);
    assertThat(verdict.at("/checks/passed").asInt()).isEqualTo(4);
    assertThat(verdict.at("/checks/problems/0/id").asText()).isEqualTo("completeness(delay)");
    assertThat(verdict.at("/checks/problems")).hasSize(1);
    assertThat(verdict.at("/drift/columns").asInt()).isEqualTo(5);
    assertThat(verdict.at("/drift/drifted").toString()).isEqualTo("[\"delay\",\"origin\"]");
    assertThat(verdict.at("/drift/warned").toString()).isEqualTo("[\"distance\"]");
    assertThat(verdict.at("/drift/errored").toString()).isEqualTo("[\"destination\"]");
    assertThat(verdict.at("/drift/roles/1/role").asText()).isEqualTo("TARGET");
    assertThat(verdict.at("/drift/roles/1/verdict").asText()).isEqualTo("DRIFT");
    assertThat(verdict.at("/drift/slices/total").asInt()).isEqualTo(5);
    assertThat(verdict.at("/drift/slices/drifted").toString()).isEqualTo("[{\"origin\":\"ORD\"}]");
    assertThat(verdict.at("/drift/windows/drift_count").asInt()).isEqualTo(3);
    assertThat(verdict.at("/drift/windows/drifted/0").asText()).isEqualTo("2026-03-08T00:00:00Z");
    assertThat(verdict.at("/drift/multivariate/verdict").asText()).isEqualTo("DRIFT");
    assertThat(verdict.at("/drift/multivariate/tests/1/effect").asDouble()).isEqualTo(0.713);
    assertThat(verdict.at("/model/current/auc").asDouble()).isEqualTo(0.641);
    assertThat(verdict.at("/trigger/state").asText()).isEqualTo("REQUESTED");
    assertThat(verdict.at("/failure").isNull()).isTrue();
    assertThat(verdict.at("/report").asText()).isEqualTo("runs/5/report.html");
  }

  @Test
  void whatWasComparedWithIsNamed() throws JsonProcessingException {
    JsonNode trailing = parse(VerdictJson.render(SampleResults.trailing(), null));
    JsonNode first = parse(VerdictJson.render(SampleResults.notComparedYet(), null));

    assertThat(trailing.at("/reference_versions").toString()).isEqualTo("[4,3,1]");
    assertThat(trailing.at("/against").asText()).isEqualTo("trailing 3");
    assertThat(trailing.at("/not_compared").isNull()).isTrue();
    assertThat(trailing.at("/drift/windows").isNull()).isTrue();
    assertThat(first.at("/reference_versions").toString()).isEqualTo("[]");
    assertThat(first.at("/not_compared").asText()).startsWith("There is nothing to compare with");
    assertThat(first.at("/drift").isNull()).isTrue();
  }

  @Test
  void aFailedRunSaysWhyAndLeavesTheRestNull() throws JsonProcessingException {
    JsonNode verdict = parse(VerdictJson.render(SampleResults.error(), null));

    assertThat(verdict.at("/failure/code").asText()).isEqualTo("TABLE_NOT_FOUND");
    assertThat(verdict.at("/failure/cause").isNull()).isTrue();
    for (String absent :
        new String[] {"rows", "table", "table_version", "checks", "drift", "model", "report"}) {
      assertThat(verdict.has(absent)).isTrue();
      assertThat(verdict.get(absent).isNull()).isTrue();
    }
  }

  @Test
  void numbersThatAreNotFiniteAreNull() throws JsonProcessingException {
    JsonNode verdict = parse(VerdictJson.render(SampleResults.hostile("x"), null));

    assertThat(verdict.at("/drift/drifted_share").isNull()).isTrue();
    assertThat(verdict.at("/drift/max_drifted_share").isNull()).isTrue();
    assertThat(verdict.at("/model/held_out/auc").isNull()).isTrue();
    assertThat(verdict.at("/model/current").isNull()).isTrue();
  }

  @Test
  void anInferenceLogNamesTheFiguresBeyondTheirLimitsAndTheNewestWindow()
      throws JsonProcessingException {
    JsonNode verdict =
        parse(VerdictJson.render(SampleInference.monitored(), null)).get("inference");

    assertThat(verdict.get("verdict").asText()).isEqualTo("FAIL");
    assertThat(verdict.get("windows").asInt()).isEqualTo(3);
    assertThat(verdict.get("alerting").asInt()).isEqualTo(1);
    assertThat(verdict.get("problems")).hasSize(1);
    assertThat(verdict.at("/problems/0/metric").asText()).isEqualTo("latency_p95");
    assertThat(verdict.at("/problems/0/window").asText()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(verdict.at("/newest/from").asText()).isEqualTo("2026-03-03T00:00:00Z");
    assertThat(verdict.at("/newest/figures/1/value").isNull()).isTrue();
  }

  @Test
  void aScoringRunCountsScoredRowsAndThoseInQuarantineWithTheirReasons()
      throws JsonProcessingException {
    JsonNode verdict = parse(VerdictJson.render(SampleInference.scored(), null)).get("scoring");

    assertThat(verdict.get("scored").asLong()).isEqualTo(990);
    assertThat(verdict.get("quarantined").asLong()).isEqualTo(10);
    assertThat(verdict.at("/reasons/0/id").asText()).isEqualTo("feature(distance)");
    assertThat(verdict.get("problem").isNull()).isTrue();
  }

  private static JsonNode parse(String json) throws JsonProcessingException {
    return new JsonMapper().readTree(json);
  }

  private static JsonSchema schema() throws IOException {
    return schema(schemaText());
  }

  private static JsonSchema schema(JsonNode text) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  private static JsonNode schemaText() throws IOException {
    try (InputStream in = VerdictJson.class.getResourceAsStream("verdict.schema.json")) {
      return new JsonMapper().readTree(in);
    }
  }

  /** The schema for this release alone: no keys but those that it describes. */
  private static JsonNode exact(JsonNode part) {
    // What builds on another schema knows its own keys only.
    if (part instanceof ObjectNode object && object.has("properties") && !object.has("$ref")) {
      object.put("additionalProperties", false);
    }
    part.forEach(VerdictJsonTest::exact);
    return part;
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
