package io.tidemark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  @Test
  void theCommittedReferencePageIsTheOneGeneratedFromTheSchema() throws Exception {
    Path page = Path.of(System.getProperty("tidemark.root"), "docs/reference/monitor.md");

    assertThat(Files.readString(page))
        .as("docs/reference/monitor.md is out of date; run `make docs`")
        .isEqualTo(new ConfigReference().markdown());
  }

  @Test
  void theCommittedTableOfChecksIsTheOneGeneratedFromTheCode() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("tidemark.root"), "docs/checks.md"));

    assertThat(page)
        .as("docs/checks.md is out of date; run `make docs`")
        .isEqualTo(new ChecksTable().into(page))
        .contains("| `anomaly` |");
  }
}
