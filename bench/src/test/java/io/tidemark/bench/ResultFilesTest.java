package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.BenchReport.OtherTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  private static final BenchReport REPORT =
      new BenchReport(
          1.5,
          1.75,
          8.5,
          6,
          9,
          null,
          1.1,
          1.8,
          1.6,
          0.25,
          2.25,
          3000,
          21,
          500,
          120,
          70,
          4096,
          1,
          Map.of("PASS", 20L, "DRIFT", 1L),
          List.of(
              new Timing("core", "touch", 3000, 21, List.of(2.0, 2.0), 2),
              new Timing("core", "profile", 3000, 21, List.of(3.0, 3.0), 3)),
          List.of(
              new OtherTool("evidently", "0.7", "drift", 10, 2, List.of(1.0), 1, 0.5, 300, "All."),
              new OtherTool("whylogs", "", "not measured", 0, 0, List.of(), 0, 0, 0, "No wheel.")),
          Machine.environment(
              Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
              Map.of("BENCH_REVISION", "abc")));

  @TempDir Path directory;

  @Test
  void whatIsMeasuredIsReadBackTheSame() {
    ResultFiles files = files();

    files.writeMeasured(REPORT);

    assertThat(files.readMeasured()).isEqualTo(REPORT);
  }

  @Test
  void publishingReplacesTheLatestAndAddsToTheHistory() throws IOException {
    Path page = directory.resolve("benchmarks.md");

    files().publish(REPORT, page);
    files().publish(REPORT, page);

    assertThat(directory.resolve("results/latest.json"))
        .content()
        .contains("\"profile_over_touch\" : 1.5", "\"spark_agg_over_profile\" : 8.5")
        .contains("\"peak_heap_mib\" : 500.0", "\"largest_task_result_bytes\" : 4096");
    assertThat(Files.readAllLines(directory.resolve("results/history.jsonl")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"rows\":3000", "\"deequ_over_profile\":null")
                    .contains("\"profile_seconds\":3.0", "\"revision\":\"abc\""));
  }

  @Test
  void thePageSaysWhetherAGoalIsMetAndWhatWasNotRun() {
    assertThat(BenchmarkPage.of(REPORT))
        .contains("| profile over touch | at most 2 | **1.50** | met |")
        .contains("| cost per value, wide over 21 columns | at most 2 | **2.25** | missed |")
        .contains("| Deequ's profiler over profile | | not run | |")
        .contains("| core | profile | 3,000 | 21 | 3.00 | 2 | 1,000,000.0 | 47619.05 |")
        .contains("| evidently | 10 | 2 | 1.00 | 0.50 | 50,000,000 | 1,050.0 | 300 |")
        .contains("| whylogs | none |", "No wheel.");
  }

  private ResultFiles files() {
    return new ResultFiles(directory, directory.resolve("results"));
  }
}
