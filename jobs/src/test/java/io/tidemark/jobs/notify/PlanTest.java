package io.tidemark.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.notify.message.Digest;
import io.tidemark.jobs.notify.message.Finding;
import io.tidemark.jobs.notify.message.Findings;
import io.tidemark.reports.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told, by what was told before. */
class PlanTest {
  private static final Instant NOW = Instant.parse("2026-05-08T10:00:00Z");
  private static final NotifySettings.Sink ALL = sink("");

  private static NotifySettings.Sink sink(String rest) {
    return Objects.requireNonNull(
            new MonitorLoader()
                .parse(
                    "m.yaml",
                    "monitor: m\n"
                        + "table: t\n"
                        + "notify:\n"
                        + "  sinks:\n"
                        + "  - name: s\n"
                        + "    slack: {url_env: S_URL}\n"
                        + rest,
                    Map.of())
                .notifications())
        .sinks()
        .get(0);
  }

  private static Told told(long version, Set<String> holding, Set<String> happened) {
    return new Told(holding, happened, NOW.minus(Duration.ofDays(1)), "table-1", version, 3);
  }

  private static Optional<Plan> plan(
      NotifySettings.Sink sink, RunResult run, @Nullable Told before) {
    Plan.Run seen =
        new Plan.Run(
            Findings.of(run),
            run.failure() != null,
            "table-1",
            Objects.requireNonNull(run.pins()).tableVersion());
    return Plan.of(sink, seen, Optional.ofNullable(before), NOW, Duration.ofDays(7));
  }

  private static Optional<Digest.Event> event(RunResult run, @Nullable Told before) {
    return plan(ALL, run, before).map(Plan::event);
  }

  private static final String A = "checks/check/a/FAIL";
  private static final String B = "checks/check/b/FAIL";

  @Test
  void findingsAreToldWhenTheyChangeAndNotOtherwise() {
    assertThat(event(TestingRuns.checks(1, "a"), null)).contains(Digest.Event.FINDINGS);
    assertThat(event(TestingRuns.checks(1), null)).isEmpty();
    Told a = told(1, Set.of(A), Set.of());
    assertThat(event(TestingRuns.checks(2, "a"), a)).isEmpty();
    assertThat(event(TestingRuns.checks(2, "a", "b"), a)).contains(Digest.Event.FINDINGS);
    assertThat(event(TestingRuns.checks(2, "a"), told(1, Set.of(A, B), Set.of())))
        .contains(Digest.Event.FINDINGS);
  }

  @Test
  void recoveryIsToldOnceAndOnlyToWhomWasToldOfSomething() {
    assertThat(event(TestingRuns.checks(2), told(1, Set.of(A), Set.of())))
        .contains(Digest.Event.RECOVERY);
    assertThat(event(TestingRuns.checks(3), told(2, Set.of(), Set.of()))).isEmpty();
  }

  @Test
  void theSameFindingsAreToldAgainAfterTheInterval() {
    Told old = new Told(Set.of(A), Set.of(), NOW.minus(Duration.ofDays(7)), "table-1", 1L, 3);
    assertThat(event(TestingRuns.checks(2, "a"), old)).contains(Digest.Event.REMINDER);
  }

  @Test
  void aSinkThatDoesNotWantRecoveryLearnsOfTheSameFindingAgain() {
    NotifySettings.Sink checksOnly = sink("    when: [checks]\n");
    Plan recovery =
        plan(checksOnly, TestingRuns.checks(2), told(1, Set.of(A), Set.of())).orElseThrow();
    assertThat(recovery.silent()).isTrue();
    assertThat(
            plan(checksOnly, TestingRuns.checks(3, "a"), told(2, recovery.holding(), Set.of()))
                .map(Plan::event))
        .contains(Digest.Event.FINDINGS);
  }

  @Test
  void aSinkIsToldOnlyOfWhatItWantsToKnow() {
    NotifySettings.Sink errorsOnly = sink("    when: [error, recovery]\n");
    assertThat(plan(errorsOnly, TestingRuns.checks(1, "a"), null)).isEmpty();
    assertThat(plan(errorsOnly, TestingRuns.failed("run", 1, "gone"), null)).isPresent();
  }

  @Test
  void aRunThatFailedSaysNothingOfWhatHeldBefore() {
    Plan plan =
        plan(ALL, TestingRuns.failed("run", 2, "gone"), told(1, Set.of(A), Set.of())).orElseThrow();
    assertThat(plan.event()).isEqualTo(Digest.Event.FINDINGS);
    assertThat(plan.holding()).containsExactlyInAnyOrder(A, "error/TABLE_NOT_FOUND");
    assertThat(plan.findings()).extracting(Finding::key).containsExactly("error/TABLE_NOT_FOUND");

    // The next failure of the same kind is not told again, with another message or not.
    assertThat(event(TestingRuns.failed("run", 3, "still gone"), told(2, plan.holding(), Set.of())))
        .isEmpty();
  }

  @Test
  void aRequestForRetrainingIsToldOnceAndIsNothingToRecoverFrom() {
    Plan plan = plan(ALL, TestingRuns.requested(1, "trigger-1"), null).orElseThrow();
    assertThat(plan.happened()).containsExactly("trigger/trigger-1");
    Told told = told(1, plan.holding(), plan.happened());
    assertThat(event(TestingRuns.requested(1, "trigger-1"), told)).isEmpty();
    assertThat(event(TestingRuns.checks(2), told)).isEmpty();
    assertThat(event(TestingRuns.requested(2, "trigger-2"), told)).contains(Digest.Event.FINDINGS);
  }

  @Test
  void aRunOnAnOlderVersionThanTheOneToldOfChangesNothing() {
    assertThat(event(TestingRuns.checks(3), told(4, Set.of(A), Set.of()))).isEmpty();
    assertThat(event(TestingRuns.checks(3, "b"), told(4, Set.of(A), Set.of()))).isEmpty();
    assertThat(event(TestingRuns.checks(4), told(4, Set.of(A), Set.of())))
        .contains(Digest.Event.RECOVERY);
  }

  @Test
  void aMessagePlannedAgainHasTheSameNameAndOneThatFollowsHasAnother() {
    Told before = told(1, Set.of(A), Set.of());
    String name = plan(ALL, TestingRuns.checks(2), before).orElseThrow().delivery("i");
    assertThat(plan(ALL, TestingRuns.checks(2), before).orElseThrow().delivery("i"))
        .isEqualTo(name);
    Told later = new Told(Set.of(A), Set.of(), NOW, "table-1", 1L, 5);
    assertThat(plan(ALL, TestingRuns.checks(2), later).orElseThrow().delivery("i"))
        .isNotEqualTo(name);
  }

  @Test
  void whatNoLongerHoldsIsNamed() {
    Plan plan =
        plan(ALL, TestingRuns.checks(2, "b"), told(1, Set.of(A, B), Set.of())).orElseThrow();
    Digest digest =
        plan.digest(
            "i", new Digest.Subject("m", "dev", "run", "id", "FAIL", "h", null, null, NOW, null));
    assertThat(digest.resolved()).containsExactly(A);
    assertThat(digest.findings()).extracting(f -> f.finding().key()).isEqualTo(List.of(B));
  }
}
