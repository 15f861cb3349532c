package io.tidemark.checks.dqdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.glue.dqdl.parser.DQDLParser;

class DqdlDocsTest {

  @Test
  void thePageListsEveryRuleTypeAsTheCodeTreatsIt() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("tidemark.root"), "docs", "dqdl.md"));

    assertThat(page).contains(taken()).contains(refused());
  }

  @Test
  void everyRuleTypeOfTheLibraryIsTakenOverOrRefused() throws Exception {
    try (InputStream in = DQDLParser.class.getResourceAsStream("/rules/rules-config.json")) {
      List<String> names =
          new ObjectMapper()
              .readTree(Objects.requireNonNull(in))
              .get("rule_types")
              .findValuesAsText("rule_type_name");

      assertThat(RuleType.ALL)
          .extracting(RuleType::key)
          .doesNotHaveDuplicates()
          .hasSameElementsAs(names);
    }
  }

  private static String taken() {
    return "| rule | becomes | what to know |\n| --- | --- | --- |\n"
        + RuleType.ALL.stream()
            .filter(type -> type.becomes() != null)
            .map(t -> "| `" + t.key() + "` | " + t.becomes() + " | " + t.note() + " |\n")
            .collect(Collectors.joining());
  }

  private static String refused() {
    return "| rule | why, and what to do |\n| --- | --- |\n"
        + RuleType.ALL.stream()
            .filter(type -> type.becomes() == null)
            .map(type -> "| `" + type.key() + "` | " + type.note() + " |\n")
            .collect(Collectors.joining());
  }
}
