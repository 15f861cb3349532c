package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.machine.GithubAnnotations;
import io.tidemark.reports.machine.JunitXml;
import io.tidemark.reports.machine.MarkdownSummary;
import io.tidemark.reports.machine.OpenLineageEvents;
import io.tidemark.reports.machine.PrometheusText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The formats as programs read them, held against stored files. After a change that is meant,
 * {@code -Dtidemark.golden.write=true} writes them again.
 */
class MachineFormatsTest {
  private static final Path FOLDER =
      TestingTool.root().resolve("reports/src/test/resources/io/tidemark/reports/machine");
  private static final Map<String, RunResult> RUNS =
      Map.of(
          "passing", SampleResults.calm(1),
          "alarming", SampleResults.alarm(5),
          "failing", SampleResults.broken(6),
          "error", SampleResults.error(),
          "monitoring", SampleInference.monitored(),
          "hostile",
              SampleResults.hostile(
                  "<b>a|b</b> \u202E`x` %0A::error::\n](javascript:1) \"',:\u0000\\ @all #1"));

  static Stream<String> files() {
    return RUNS.keySet().stream()
        .sorted()
        .flatMap(
            run ->
                Stream.of("junit.xml", "github.txt", "summary.md", "metrics.prom", "lineage.ndjson")
                    .map(format -> run + "." + format));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFormatOfEveryKindOfRunIsAsStored(String file) throws IOException {
    String run = file.substring(0, file.indexOf('.'));
    String rendered =
        render(Objects.requireNonNull(RUNS.get(run)), file.substring(run.length() + 1));
    Path golden = FOLDER.resolve(file);
    if (Boolean.getBoolean("tidemark.golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, rendered);
    }

    assertThat(rendered).isEqualTo(Files.readString(golden));
  }

  private static String render(RunResult run, String format) {
    return switch (format) {
      case "junit.xml" -> JunitXml.render(run);
      case "github.txt" -> String.join("\n", GithubAnnotations.lines(run)) + "\n";
      case "summary.md" -> MarkdownSummary.render(run, "out/report/runs/1.html");
      case "metrics.prom" -> PrometheusText.render(run);
      case "lineage.ndjson" ->
          String.join(
                  "\n",
                  OpenLineageEvents.render(
                      run, new OpenLineageEvents.Context("tidemark", Path.of("/work"), null)))
              + "\n";
      default -> throw new IllegalArgumentException(format);
    };
  }

  /** All runs that any test renders. */
  static List<RunResult> all() {
    return ResultJsonTest.results().toList();
  }
}
