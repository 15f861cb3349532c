package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Does what the README tells a newcomer to do, in order, from the repository's root. Files it shows
 * under a {@code <!-- file: NAME -->} comment are written before the next command.
 */
class ReadmeIT {
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- file: (\\S+) -->\\n)?```(bash|yaml)\\n(.*?)```", Pattern.DOTALL);

  /** This very test is part of it; running it here would never end. */
  private static final String THIS = "make test";

  @Test
  void everyCommandOfTheReadmeWorksInOrder() throws Exception {
    String readme = Files.readString(TestingProcess.root().resolve("README.md"));
    List<String> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(readme);
    while (blocks.find()) {
      if (blocks.group(1) != null) {
        write(blocks.group(1), blocks.group(3));
      } else if (blocks.group(2).equals("bash")) {
        for (String command : blocks.group(3).lines().toList()) {
          commands.add(command.strip());
          run(command);
        }
      }
    }

    assertThat(commands).contains("make demo", THIS);
    assertDemo(TestingProcess.root().resolve("demo-out"));
  }

  private static void write(String file, String text) throws Exception {
    Path target = TestingProcess.root().resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private static void run(String command) throws Exception {
    if (!command.isBlank() && !command.startsWith("#") && !command.equals(THIS)) {
      TestingProcess process = TestingProcess.run(Map.of(), List.of("bash", "-c", command));
      assertThat(process.exitCode()).as("%s: %s", command, process.said()).isZero();
    }
  }

  /**
   * What the demo promises: a report, a lake of seven versions, a verdict per month, calm and
   * alarm.
   */
  private static void assertDemo(Path out) throws Exception {
    assertThat(out.resolve("report/index.html")).isNotEmptyFile();
    assertThat(out.resolve("lake/flights/_delta_log/00000000000000000006.json")).exists();
    List<String> verdicts = new ArrayList<>();
    try (Stream<Path> runs = Files.list(out.resolve("runs"))) {
      for (Path run :
          runs.filter(r -> r.getFileName().toString().startsWith("flights-run-"))
              .sorted()
              .toList()) {
        JsonNode verdict = new ObjectMapper().readTree(run.resolve("verdict.json").toFile());
        verdicts.add(
            verdict.path("table_version").asInt()
                + " "
                + verdict.path("verdict").asText()
                + " "
                + verdict.at("/trigger/state").asText());
      }
    }
    assertThat(verdicts)
        .containsExactly(
            "1 WARN NOT_NEEDED",
            "2 PASS NOT_NEEDED",
            "3 PASS NOT_NEEDED",
            "4 FAIL HELD",
            "5 WARN NOT_NEEDED",
            "6 WARN NOT_NEEDED");
  }
}
