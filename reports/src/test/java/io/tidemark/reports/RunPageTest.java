package io.tidemark.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.SuiteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a page says of one run and of those before it: first screen, data quality, provenance. */
class RunPageTest {

  private static final RunResult LOOKING_BACK =
      SampleResults.withRowsAndSchema(SampleResults.alarm(5));

  private static Page page(RunResult run, List<RunResult> past) {
    return PageRules.check(RunReport.html(run, past));
  }

  @Test
  void theFirstScreenSaysWhatEachPartCameToAndWhyRetrainingIsRequested() {
    Page page = page(LOOKING_BACK, SampleResults.before(5));

    assertThat(page.text())
        .containsSubsequence(
            "What to do next:",
            "Checks",
            "1 of 5 warned",
            "completeness(delay)",
            "Drift",
            "2 of 5 columns drifted, 1 could not be compared",
            "delay, origin, destination",
            "Model",
            "AUC 0.641",
            "held out 0.722",
            "Retraining",
            "Requested",
            "because the dataset drifted: share 0.53 is above the limit of 0.30.",
            "What changed since the last run");
  }

  @Test
  void whatChangedSinceTheLastRunIsNamed() {
    Page page = page(LOOKING_BACK, SampleResults.before(5));

    assertThat(page.text())
        .containsSubsequence(
            "The last run looked at version 4 and ended in “pass”.",
            "1 check newly fails: completeness(delay)",
            "2 columns newly drifted: delay, origin",
            "AUC of the model: 0.641, before 0.720",
            "Schema: `dest` was renamed to `destination`",
            "Rows: 100,685, before 100,548 (+0.1%)")
        .doesNotContain("no earlier run");
  }

  @Test
  void whatIsRepairedAndCalmAgainIsNamed() {
    List<RunResult> past = new ArrayList<>(List.of(SampleResults.alarm(5)));
    past.addAll(SampleResults.before(5));

    assertThat(page(SampleResults.calm(6), past).text())
        .contains(
            "The last run looked at version 5 and ended in “drift”.",
            "1 check is repaired: completeness(delay)",
            "2 columns are calm again: delay, origin");
    assertThat(page(SampleResults.alarm(6), past).text())
        .contains("1 check still does not pass")
        .doesNotContain("newly");
  }

  @Test
  void aRunIsHeldAgainstTheLastOneOfItsCommandOnItsTableThatWasEvaluated() {
    RunResult failed = SampleResults.error().toBuilder().pins(SampleResults.calm(4).pins()).build();
    RunResult elsewhere =
        SampleResults.calm(4).toBuilder()
            .pins(Objects.requireNonNull(SampleResults.hostile("other").pins()))
            .build();

    List<RunResult> past =
        List.of(failed, SampleResults.checksOnly(), elsewhere, SampleResults.calm(2));

    assertThat(page(SampleResults.alarm(5), past).text())
        .contains("The last run looked at version 2");
    assertThat(page(SampleResults.alarm(5), past.subList(0, 3)).text())
        .contains("There is no earlier run of this command on the table to compare with.");
  }

  @Test
  void theRunsThatAPageLooksBackOnAreThoseBeforeItOfItsMonitor() {
    RunResult run = SampleResults.calm(3);
    RunResult otherMonitor =
        RunResult.builder("x", "other", "run", "dev")
            .verdict(RunVerdict.PASS, "Done.")
            .time(SampleResults.START, SampleResults.START)
            .build();

    assertThat(
            RunReport.past(
                run,
                List.of(
                    SampleResults.calm(1),
                    SampleResults.calm(4),
                    run,
                    otherMonitor,
                    SampleResults.calm(2))))
        .extracting(RunResult::runId)
        .containsExactly("flights-run-2-4be19c", "flights-run-1-4be19c");
    assertThat(RunReport.past(SampleResults.calm(99), SampleResults.before(99)))
        .hasSize(RunReport.MOST_PAST);
  }

  @Test
  void aCheckShowsItsFailingRowsThoseInQuarantineAndItsValueOverVersions() {
    Page page = page(LOOKING_BACK, SampleResults.before(5));

    assertThat(page.text())
        .containsSubsequence(
            "delay",
            "1 of 1 check did not pass",
            "completeness(delay)",
            ">= 0.95",
            "0.9321",
            "6,790",
            "6,790",
            "Whole table",
            "hasSize");
    assertThat(page.html())
        .contains("<title>Over versions: v1 0.9874, v2 0.9874, v3 0.9874, v4 0.9874, v5 0.9321<");
    assertThat(page(SampleResults.alarm(5), List.of()).text()).doesNotContain("Over versions");
  }

  @Test
  void aTrendEndsAtTheVersionOfTheRunAndTheNewestRunOnAVersionCounts() {
    RunResult first = SampleResults.calm(2);
    SuiteResult checks = Objects.requireNonNull(first.checks());
    CheckResult size = checks.results().get(0);
    CheckResult other =
        new CheckResult(
            size.constraintId(),
            size.kind(),
            size.columns(),
            size.severity(),
            size.status(),
            size.expected(),
            42.0,
            size.message());
    RunResult again = first.toBuilder().checks(new SuiteResult(List.of(other))).build();

    String html =
        RunReport.html(
            SampleResults.calm(3),
            List.of(SampleResults.calm(7), again, first, SampleResults.calm(1)));

    assertThat(html).contains("<title>Over versions: v1 100,685, v2 42, v3 100,685<");
  }

  @Test
  void theQueryOfTheQuarantineAndTheSchemaChangesAreShown() {
    Page page = page(LOOKING_BACK, List.of());

    assertThat(page.text())
        .contains(
            "6,790 rows are in quarantine; 93,895 other rows are in lake/flights_clean.",
            "SELECT _reasons, * FROM delta.`lake/flights_quarantine` WHERE _monitor = 'flights' AND _source_version = 5")
        .containsSubsequence("Since the previous version with other rows, version 4", "renamed")
        .containsSubsequence(
            "widened", "distance", "int", "bigint", "5", "CHANGE COLUMN", "new feed")
        .contains(
            "Since the reference, version 0: not known, because the table's log no longer holds version 0.");
  }

  @Test
  void provenanceShowsHowToRunItAgainAndWhatSparkDid() {
    Page page = page(SampleResults.alarm(5), List.of());

    assertThat(page.all("pre")).hasSize(1);
    assertThat(page.text())
        .containsSubsequence(
            "tidemark run --config monitors/flights.yaml --version 5 --reference 0",
            "Written by",
            "loader with Apache-Spark/3.5.7 Delta-Lake/3.3.3",
            "Configuration hash",
            "Command line",
            "tidemark run --config monitors/flights.yaml",
            "Seeds",
            "training 42",
            "160 jobs, 1,290 tasks, 231.4 MB and 1,302,740 rows read",
            "Where the time went",
            "checks",
            "9.2 s",
            "48.2 MB");
  }

  @Test
  void aCommandLineIsOneThatAShellTakes() {
    Execution odd = typed("run", "--set", "where=a = 'b'");
    Page page = page(SampleResults.calm(1).toBuilder().execution(odd).build(), List.of());

    assertThat(page.text())
        .contains("tidemark run --set 'where=a = '\\''b'\\'''", "Nothing is random", "Not known")
        .contains("Run it again", "No command repeats this run alone.");
  }

  @Test
  void aRunThatAProgramStartedSaysWhyNoCommandRepeatsIt() {
    RunResult run = SampleResults.calm(1);

    assertThat(page(run.toBuilder().execution(typed()).build(), List.of()).text())
        .contains("No command repeats this run: a program started it, not a command line.");
  }

  @Test
  void aCommitThatLeftTheRowsAsTheyWereIsMarked() {
    Pins pins = Objects.requireNonNull(SampleResults.calm(1).pins());
    Pins optimized =
        new Pins(
            pins.table(),
            pins.tableId(),
            pins.tableVersion(),
            pins.commitTime(),
            "OPTIMIZE",
            null,
            null,
            null,
            null,
            List.of(),
            null,
            pins.configHash(),
            pins.codeVersion(),
            new Commit(null, null, false));

    assertThat(page(SampleResults.calm(1).toBuilder().pins(optimized).build(), List.of()).text())
        .contains("OPTIMIZE (left the rows as they were)")
        .doesNotContain("Written by");
  }

  /** An execution of which nothing is known but the command line. */
  private static Execution typed(String... arguments) {
    return new Execution(
        List.of(arguments), List.of(), "", "", "", "", "", "", 1, 1, "", Map.of(), null);
  }
}
