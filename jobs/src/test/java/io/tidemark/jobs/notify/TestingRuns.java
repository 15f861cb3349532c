package io.tidemark.jobs.notify;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Severity;
import io.tidemark.checks.SuiteResult;
import io.tidemark.reports.Failure;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.RunVerdict;
import io.tidemark.reports.TriggerResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of runs on versions of one table. */
public final class TestingRuns {
  private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

  private TestingRuns() {}

  /** A run with a failed check of each of these ids, which are its messages too. */
  public static RunResult checks(long version, String... failed) {
    List<CheckResult> results =
        Arrays.stream(failed)
            .map(
                id ->
                    new CheckResult(
                        id, "range", List.of(), Severity.ERROR, CheckStatus.FAIL, "", 0.0, id))
            .toList();
    return result(
        "run",
        version,
        results.isEmpty() ? RunVerdict.PASS : RunVerdict.FAIL,
        "Of 9 checks " + failed.length + " failed.",
        new SuiteResult(results),
        null,
        null);
  }

  /** A run that asks for retraining. */
  public static RunResult requested(long version, String triggerId) {
    return result(
        "run",
        version,
        RunVerdict.PASS,
        "Retraining requested.",
        new SuiteResult(List.of()),
        new TriggerResult(
            TriggerResult.State.REQUESTED, triggerId, List.of("drift"), "it drifted", null),
        null);
  }

  /** A run that could not look at the data. */
  public static RunResult failed(String command, long version, String message) {
    return result(
        command,
        version,
        RunVerdict.ERROR,
        message,
        null,
        null,
        new Failure("TABLE_NOT_FOUND", message, null, "look"));
  }

  private static RunResult result(
      String command,
      long version,
      RunVerdict verdict,
      String headline,
      @Nullable SuiteResult checks,
      @Nullable TriggerResult trigger,
      @Nullable Failure failure) {
    return RunResult.builder(
            "flights-" + command + "-v" + version + "-abc", "flights", command, "dev")
        .verdict(verdict, headline)
        .time(AT, AT)
        .rows(100L)
        .pins(
            new Pins(
                "lake/flights",
                "table-1",
                version,
                AT,
                "WRITE",
                null,
                null,
                null,
                null,
                List.of(),
                null,
                "config",
                "code",
                null))
        .checks(checks)
        .trigger(trigger)
        .failure(failure)
        .build();
  }
}
