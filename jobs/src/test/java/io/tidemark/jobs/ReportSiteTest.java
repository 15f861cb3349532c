package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.delta.tables.DeltaTable;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.reports.MonitorState;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunSummary;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.SitePaths;
import io.tidemark.reports.TableVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of a real result store: a table of five versions, one of them made by {@code OPTIMIZE},
 * and three monitors of it.
 */
class ReportSiteTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Pattern LINK = Pattern.compile("href=\"([^\"#][^\"]*)\"");

  /** One that fails its only check. */
  private static final String STRICT =
      """
      monitor: strict
      table: set-by-the-test
      environment: prod
      checks:
        - size: {min: 1000000}
      """;

  private static final SparkSession SPARK = TestingSpark.session();

  @TempDir private static Path folder;
  private static Path table;
  private static List<RunOutcome> calm;
  private static RunOutcome strict;
  private static RunOutcome lost;

  @BeforeAll
  static void watchATable() throws IOException {
    table = TestingFlights.table(folder);
    TestingFlights.month(SPARK, 3)
        .repartition(3)
        .write()
        .format("delta")
        .mode("append")
        .save(table.toString());
    DeltaTable.forPath(SPARK, table.toString()).optimize().executeCompaction();
    TestingFlights.commit(TestingFlights.month(SPARK, 2), table);
    String text = TestingFlights.MONITOR_WITHOUT_MODEL;
    calm = List.of(run(text, table, 1, 0), run(text, table, 4, 1));
    strict = run(STRICT, table, 4, 2);
    String missing = text.replace("small-flights", "lost");
    lost = run(missing, folder.resolve("nowhere"), 0, 3);
  }

  private static RunOutcome run(String text, Path table, long version, int hour) {
    Monitor monitor =
        new MonitorLoader()
            .parse(
                "m.yaml",
                text,
                Map.of("table", table.toString(), "out", folder.resolve("out").toString()));
    Clock clock = Clock.fixed(NOON.plus(Duration.ofHours(hour)), ZoneOffset.UTC);
    MonitorJob.Options options =
        new MonitorJob.Options(
            monitor,
            new VersionSelector.AtVersion(version),
            "run",
            EnumSet.of(Part.CHECKS, Part.DRIFT),
            FailOn.ERROR);
    return new MonitorJob(SPARK, clock, Progress.silent(), options).execute();
  }

  private static Path site() {
    return folder.resolve("out/report");
  }

  private static History history() {
    return new History(new ResultStore(SPARK, folder.resolve("out") + "/results"));
  }

  private static String page(String place) throws IOException {
    return Files.readString(site().resolve(place));
  }

  private static Map<String, String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(site())) {
      Map<String, String> pages = new TreeMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
        pages.put(site().relativize(file).toString(), Files.readString(file));
      }
      return pages;
    }
  }

  /** The text of a page without its style, script and tags. */
  private static String text(String html) {
    return html.replaceAll("(?s)<(style|script)>.*?</\\1>", "")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ");
  }

  @Test
  void commitsUpToAVersionAreReadNewestFirst() {
    DeltaTables tables = new DeltaTables(SPARK);

    assertThat(
            tables.commits(tables.resolve(table.toString(), new VersionSelector.AtVersion(3)), 3))
        .extracting(TableVersion::version, TableVersion::operation, TableVersion::changedData)
        .containsExactly(
            tuple(3L, "OPTIMIZE", false), tuple(2L, "WRITE", true), tuple(1L, "WRITE", true));
  }

  @Test
  void everyMonitorHasItsLatestRunAndTheNumberOfItsRuns() {
    assertThat(history().monitors())
        .extracting(m -> m.latest().monitor(), m -> m.latest().environment(), MonitorState::runs)
        .containsExactlyInAnyOrder(
            tuple("small-flights", "dev", 2L),
            tuple("strict", "prod", 1L),
            tuple("lost", "dev", 1L));
    assertThat(history().newest(3))
        .extracting(RunSummary::runId)
        .containsExactly(
            lost.result().runId(), strict.result().runId(), calm.get(1).result().runId());
    assertThat(history().newest(1).get(0).verdict()).isEqualTo(RunVerdict.ERROR);
    assertThat(history().runs("small-flights", "dev", 10))
        .extracting(RunResult::runId)
        .containsExactly(calm.get(1).result().runId(), calm.get(0).result().runId());
    assertThat(history().runs("small-flights", "prod", 10)).isEmpty();
  }

  @Test
  void theIndexListsAllMonitorsTheWorstFirst() throws IOException {
    assertThat(text(page(SitePaths.OVERVIEW)))
        .contains("2 monitors need somebody", "Begin with lost (dev)", "4 runs in the result store")
        .containsSubsequence(
            "Error",
            "lost",
            "dev",
            "Fail",
            "strict",
            "prod",
            "small-flights",
            "dev",
            "Newest runs");
  }

  @Test
  void thePageOfAMonitorShowsTheCommitsBetweenItsRuns() throws IOException {
    String text = text(page(SitePaths.monitor("small-flights", "dev")));

    assertThat(text.substring(text.indexOf("Run on this version")))
        .containsSubsequence(
            " 4 ",
            "WRITE",
            " 3 ",
            "OPTIMIZE",
            "No data change",
            " 2 ",
            "WRITE",
            "Not looked at",
            " 1 ",
            "WRITE",
            " 0 ",
            "WRITE",
            "Not looked at");
    assertThat(text).contains("Rows by table version: v1 6,000, v4 6,000");
    assertThat(text).containsSubsequence("PSI against the reference", "v1", "v4", "distance");
  }

  @Test
  void everyLinkLeadsToAPageAndEveryPageIsLedTo() throws IOException {
    List<String> reached = new ArrayList<>(List.of(SitePaths.OVERVIEW));
    for (int i = 0; i < reached.size(); i++) {
      Path page = site().resolve(reached.get(i));
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        String target =
            site().relativize(page.resolveSibling(link.group(1)).normalize()).toString();
        if (!reached.contains(target)) {
          reached.add(target);
        }
      }
    }

    assertThat(reached).containsExactlyInAnyOrderElementsOf(pages().keySet()).hasSize(1 + 3 + 4);
  }

  @Test
  void theSiteIsRebuiltFromTheStoreAloneAndARepeatedRunDoesNotLeadToItself() throws IOException {
    String first = SitePaths.run(calm.get(0).result().runId());
    String second = SitePaths.run(calm.get(1).result().runId());
    Map<String, String> before = pages();
    try (Stream<Path> files = Files.walk(site())) {
      files.sorted(Comparator.reverseOrder()).forEach(ReportSiteTest::delete);
    }

    TestingCommand command =
        TestingCommand.run("report", "--out", folder.resolve("out").toString());

    assertThat(command.exitCode()).isZero();
    assertThat(pages()).isEqualTo(before);
    assertThat(page(first)).contains("<a href=\"../" + second + "\">Next run</a>");

    RunOutcome again = run(TestingFlights.MONITOR_WITHOUT_MODEL, table, 4, 5);

    assertThat(SitePaths.run(again.result().runId())).isEqualTo(second);
    assertThat(page(second))
        .contains("<a href=\"../" + first + "\">Previous run</a>")
        .doesNotContain("Next run");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
