package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.reports.privacy.CategoryNames;
import io.tidemark.reports.privacy.ResultPrivacy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultJsonTest {

  static Stream<RunResult> results() {
    return Stream.concat(
        Stream.of(
            SampleResults.calm(1),
            SampleResults.alarm(5),
            SampleResults.broken(6),
            SampleResults.error(),
            SampleResults.checksOnly(),
            SampleResults.notComparedYet(),
            SampleResults.trailing(),
            SampleResults.withRowsAndSchema(SampleResults.alarm(5)),
            SampleInference.monitored(),
            SampleInference.scored(),
            SampleModels.accepted(),
            SampleModels.refused(),
            SampleModels.multiclass(),
            SampleModels.regression(),
            hidden(SampleResults.withRowsAndSchema(SampleResults.alarm(5))),
            hidden(SampleInference.monitored()),
            hidden(SampleModels.refused()),
            hidden(SampleModels.multiclass())),
        Hostile.texts().flatMap(t -> Stream.of(SampleResults.hostile(t), SampleModels.hostile(t))));
  }

  private static RunResult hidden(RunResult run) {
    byte[] key = "a key of sixteen characters or more".getBytes(StandardCharsets.UTF_8);
    return new ResultPrivacy(20, new CategoryNames(key, List.of("carrier")), null).apply(run);
  }

  @ParameterizedTest
  @MethodSource("results")
  void readingWhatWasWrittenGivesAnEqualResult(RunResult result) {
    assertThat(ResultJson.read(ResultJson.write(result))).isEqualTo(result);
  }

  @Test
  void keysThatALaterReleaseAddedArePassedOver() {
    RunResult result = SampleResults.calm(1);
    String json = ResultJson.write(result).replaceFirst("\\{", "{\"later\":[1],");

    assertThat(ResultJson.read(json)).isEqualTo(result);
  }

  @Test
  void aResultOfFormatOneIsStillRead() throws JsonProcessingException {
    RunResult result = SampleResults.calm(1);
    ObjectNode old = (ObjectNode) new JsonMapper().readTree(ResultJson.write(result));
    old.put("formatVersion", 1).remove("notCompared");
    old.remove(List.of("schema", "execution"));
    ((ObjectNode) old.get("pins")).remove(List.of("referenceVersions", "against", "commit"));
    old.get("phases").forEach(phase -> ((ObjectNode) phase).remove("work"));
    old.at("/checks/results").forEach(check -> ((ObjectNode) check).remove("failingRows"));
    ((ObjectNode) old.get("drift"))
        .remove(List.of("roles", "slices", "drivers", "windows", "multivariate"));
    ((ObjectNode) old.at("/drift/columns/1/reference"))
        .remove(List.of("numbers", "lengths", "distinct"));
    ((ObjectNode) old.at("/model/card")).remove("importances");

    RunResult read = ResultJson.read(old.toString());

    assertThat(read.formatVersion()).isEqualTo(1);
    assertThat(Objects.requireNonNull(read.pins()).referenceVersions()).containsExactly(0L);
    assertThat(read.schema()).isEmpty();
    assertThat(read.execution()).isNull();
    assertThat(Objects.requireNonNull(read.drift()).windows()).isEmpty();
    assertThat(Objects.requireNonNull(read.model()).card().importances()).isEmpty();
    PageRules.check(SampleResults.html(read));
  }

  /** As an earlier release has stored it: never change one, add one when the format changes. */
  @Test
  void aStoredResultOfAnEarlierReleaseIsReadAndShown() throws IOException {
    try (InputStream in = ResultJsonTest.class.getResourceAsStream("results/format-3.json")) {
      RunResult read = ResultJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));

      assertThat(read.formatVersion()).isEqualTo(3);
      assertThat(read.execution()).isNull();
      assertThat(Objects.requireNonNull(read.pins()).commit()).isNull();
      assertThat(PageRules.check(SampleResults.html(read)).text())
          .contains("data/flights", "completeness(delay)")
          .doesNotContain("Run it again", "How it was executed", "Written by");
    }
  }

  @Test
  void whatIsKeptOfWindowsAndSlicesIsWhatReportsShow() {
    RunResult full = SampleResults.alarm(5);

    RunResult brief = full.brief();

    assertThat(SampleResults.html(brief)).isEqualTo(SampleResults.html(full));
    assertThat(ResultJson.write(SampleResults.wide(20, 366)).length()).isLessThan(5_000_000);
  }

  @Test
  void aNewerFormatIsRefusedWithWhatToDo() {
    String json =
        ResultJson.write(SampleResults.calm(1))
            .replace("\"formatVersion\":3", "\"formatVersion\":7");

    assertThatThrownBy(() -> ResultJson.read(json))
        .isInstanceOf(ResultFormatException.class)
        .hasMessage(
            "the result of run `flights-run-1-4be19c` has format version 7, but this Tidemark reads"
                + " only up to 3; use the version that wrote it or a newer one");
  }

  @Test
  void textThatWasCutOffIsRefusedWithItsPlace() {
    String json = ResultJson.write(SampleResults.alarm(5));

    assertThatThrownBy(() -> ResultJson.read(json.substring(0, 200)))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageStartingWith("the stored result is no valid JSON at line 1, column 2")
        .hasMessageEndingWith("it may have been cut off: run again");
  }

  @Test
  void twoDocumentsInOneTextAreRefused() {
    String json = ResultJson.write(SampleResults.calm(1));

    assertThatThrownBy(() -> ResultJson.read(json + json))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining("is no valid JSON");
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void otherJsonIsRefused(String json) {
    assertThatThrownBy(() -> ResultJson.read(json))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageStartingWith("this is no stored result: it has no `formatVersion`");
  }

  static Stream<String> foreign() {
    return Stream.of("", "{}", "[]", "3", "null", "{\"formatVersion\":\"x\"}");
  }

  @Test
  void aMissingPartIsNamedByItsPath() {
    String json =
        ResultJson.write(SampleResults.calm(1)).replaceFirst("\"expected\":\"[^\"]*\",", "");

    assertThatThrownBy(() -> ResultJson.read(json))
        .isInstanceOf(ResultFormatException.class)
        .hasMessage(
            "the stored result of run `flights-run-1-4be19c` lacks"
                + " `checks.results[0].expected`; run again");
  }

  @Test
  void aValueOfTheWrongKindIsNamedByItsPath() {
    String json =
        ResultJson.write(SampleResults.calm(1))
            .replace("\"PASS\",\"headline", "\"GOOD\",\"headline");

    assertThatThrownBy(() -> ResultJson.read(json))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageStartingWith(
            "the stored result of run `flights-run-1-4be19c` is broken at `verdict` (")
        .hasMessageEndingWith("run again");
  }
}
