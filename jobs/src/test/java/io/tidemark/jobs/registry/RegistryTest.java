package io.tidemark.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of the registry. */
class RegistryTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final TestingEventLog log = new TestingEventLog();
  private final Registry registry = new Registry(log, Clock.fixed(NOON, ZoneOffset.UTC));

  private void registerModels(int count) {
    for (int i = 1; i <= count; i++) {
      log.kept.add("model-" + i);
      registry.register("flights", "model-" + i, "ann", null);
    }
  }

  private static Change change(String model) {
    return new Change("flights", "dev", model, "ann", null);
  }

  private @Nullable String holder(Alias alias) {
    return registry.state("flights", "dev").holder(alias).map(Entry::modelId).orElse(null);
  }

  private List<String> events() {
    return log.events.stream()
        .map(RegistryHistory.Recorded::event)
        .map(e -> e.sequence() + " " + e.action() + " " + e.modelId())
        .toList();
  }

  private static void assertRefused(
      ThrowingCallable call, ErrorCode code, String message, String... rest) {
    assertThatThrownBy(call)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              String hints = e.reason() + "; " + e.nextStep();
              for (String text : rest) {
                assertThat(hints).contains(text);
              }
            });
  }

  @Test
  void modelsGetVersionsFromOneOnAndKeepThem() {
    registerModels(2);
    Entry again = registry.register("flights", "model-1", "bob", "again");

    assertThat(again.version()).isOne();
    assertThat(again.who()).isEqualTo("ann");
    assertThat(again.at()).isEqualTo(NOON);
    assertThat(events()).containsExactly("1 REGISTER model-1", "2 REGISTER model-2");
    assertThat(registry.monitors()).containsExactly("flights");
  }

  @Test
  void aPromotionMovesTheAliasesAndARollbackGoesBackStepByStep() {
    registerModels(3);
    registry.challenge(change("model-2"));
    registry.promote(change("model-1"), false);
    assertThat(holder(Alias.CHALLENGER)).isEqualTo("model-2");

    Changed promoted = registry.promote(change("challenger"), false);

    assertThat(promoted.model().modelId()).isEqualTo("model-2");
    assertThat(promoted.changed()).isTrue();
    assertThat(holder(Alias.CHAMPION)).isEqualTo("model-2");
    assertThat(holder(Alias.PREVIOUS)).isEqualTo("model-1");
    assertThat(holder(Alias.CHALLENGER)).isNull();

    registry.promote(change("3"), false);
    Changed back = registry.rollback("flights", "dev", null, "bob", "slow");
    assertThat(back.model().modelId()).isEqualTo("model-2");
    assertThat(holder(Alias.PREVIOUS)).isEqualTo("model-1");
    registry.rollback("flights", "dev", null, "bob", "still slow");
    assertThat(holder(Alias.CHAMPION)).isEqualTo("model-1");

    assertRefused(
        () -> registry.rollback("flights", "dev", null, "bob", null),
        ErrorCode.RESULT_NOT_FOUND,
        "there is no champion of `flights` in environment `dev` before `model-1`",
        "tidemark models promote MODEL");
    assertThat(events())
        .endsWith(
            "4 CHALLENGE model-2",
            "5 PROMOTE model-1",
            "6 PROMOTE model-2",
            "7 PROMOTE model-3",
            "8 ROLLBACK model-2",
            "9 ROLLBACK model-1");
  }

  @Test
  void whatIsSoAlreadyWritesNothing() {
    registerModels(2);
    registry.challenge(change("model-2"));
    registry.approve(change("model-2"));
    registry.promote(change("model-1"), false);

    assertThat(registry.challenge(change("model-2")).changed()).isFalse();
    assertThat(registry.approve(change("2")).changed()).isFalse();
    assertThat(registry.promote(change("champion"), true).changed()).isFalse();

    assertThat(events()).hasSize(5);
  }

  @Test
  void environmentsHaveAliasesAndApprovalsOfTheirOwnButTheSameVersions() {
    registerModels(2);
    registry.promote(change("model-1"), false);
    Change production = new Change("flights", "production", "2", "ann", "looks good");
    registry.approve(production);
    registry.promote(production, true);

    assertThat(registry.find("flights", "dev", "champion").orElseThrow().version()).isOne();
    assertThat(registry.find("flights", "production", "champion").orElseThrow().version())
        .isEqualTo(2);
    assertThat(registry.find("flights", "staging", "champion")).isEmpty();
    assertThat(registry.find("flights", "staging", "model-2")).isPresent();
    assertThat(registry.state("flights", "dev").approvals()).isEmpty();
    assertThat(registry.state("flights", "production").approvals())
        .containsEntry("model-2", new Approval("ann", NOON, "looks good"));
    assertThat(registry.states("flights"))
        .extracting(RegistryState::environment)
        .containsExactly("dev", "production");
  }

  @Test
  void promotionWaitsForAnApprovalWhereTheEnvironmentAsksForIt() {
    registerModels(2);
    registry.approve(change("model-1"));
    registry.promote(change("model-1"), true);

    assertRefused(
        () -> registry.promote(change("model-2"), true),
        ErrorCode.MODEL_NOT_APPROVED,
        "model `model-2` (version 2) of `flights` is not approved for environment `dev`",
        "tidemark models approve model-2 --config FILE --environment dev");

    registry.approve(change("model-2"));
    registry.promote(change("model-2"), true);
    assertThat(holder(Alias.CHAMPION)).isEqualTo("model-2");

    registry.rollback("flights", "dev", null, "ann", null);
    assertRefused(
        () -> registry.promote(change("model-2"), true),
        ErrorCode.MODEL_NOT_APPROVED,
        "model `model-2` (version 2) of `flights` is not approved for environment `dev`");
  }

  @Test
  void aModelJudgedAgainstAChampionOfThePastIsNotPromoted() {
    registerModels(3);
    registry.promoteOver(change("model-1"), false, null);
    registry.promoteOver(change("model-2"), false, "model-1");

    assertRefused(
        () -> registry.promoteOver(change("model-3"), false, "model-1"),
        ErrorCode.CHAMPION_CHANGED,
        "the champion of `flights` in environment `dev` is `model-2`, not `model-1` any more",
        "nothing was changed");
    assertRefused(
        () -> registry.rollback("flights", "dev", "model-1", "ann", null),
        ErrorCode.CHAMPION_CHANGED,
        "the champion of `flights` in environment `dev` is `model-2`, not `model-1` any more");
    assertThat(registry.promoteOver(change("model-2"), false, "model-1").changed()).isFalse();
  }

  @Test
  void whatIsUnknownIsRefusedWithWhatThereIs() {
    assertRefused(
        () -> registry.register("flights", "model-1", "ann", null),
        ErrorCode.RESULT_NOT_FOUND,
        "model `model-1` is not in the result store",
        "it keeps no models");
    registerModels(2);

    assertRefused(
        () -> registry.register("flights", "model-3", "ann", null),
        ErrorCode.RESULT_NOT_FOUND,
        "model `model-3` is not in the result store; did you mean `model-1`?",
        "it keeps model-1, model-2");
    assertRefused(
        () -> registry.promote(change("modl-2"), false),
        ErrorCode.RESULT_NOT_FOUND,
        "monitor `flights` has no model `modl-2`; did you mean `model-2`?",
        "its models are 1 = model-1, 2 = model-2",
        "champion, challenger, previous");
    assertRefused(
        () -> registry.require("flights", "dev", "previous"),
        ErrorCode.RESULT_NOT_FOUND,
        "monitor `flights` has no previous in environment `dev`",
        "its models are 1 = model-1, 2 = model-2");
    assertRefused(
        () -> registry.rollback("flihgts", "dev", null, "ann", null),
        ErrorCode.RESULT_NOT_FOUND,
        "monitor `flihgts` has no registered model in memory; did you mean `flights`?",
        "monitors with models are flights");
  }

  @Test
  void aPromotionThatOthersOvertakeJudgesAgain() {
    registerModels(3);
    registry.promote(change("model-1"), false);
    log.meanwhile =
        () -> {
          log.meanwhile = () -> {};
          registry.promote(change("model-2"), false);
        };

    Changed promoted = registry.promote(change("model-3"), false);

    assertThat(promoted.state().holder(Alias.PREVIOUS).orElseThrow().modelId())
        .isEqualTo("model-2");
    assertThat(events()).endsWith("5 PROMOTE model-2", "6 PROMOTE model-3");
  }

  @Test
  void twoRollbacksAtOnceGoBackOnce() {
    registerModels(3);
    registry.promote(change("model-1"), false);
    registry.promote(change("model-2"), false);
    registry.promote(change("model-3"), false);
    log.meanwhile =
        () -> {
          log.meanwhile = () -> {};
          registry.rollback("flights", "dev", null, "bob", null);
        };

    assertRefused(
        () -> registry.rollback("flights", "dev", null, "ann", null),
        ErrorCode.CHAMPION_CHANGED,
        "the champion of `flights` in environment `dev` is `model-2`, not `model-3` any more");
    assertThat(holder(Alias.CHAMPION)).isEqualTo("model-2");
  }

  @Test
  void whoIsOvertakenTooOftenGivesUp() {
    registerModels(2);
    log.meanwhile =
        () ->
            log.events.add(
                new RegistryHistory.Recorded(
                    new RegistryEvent(
                        log.events.size() + 1L,
                        RegistryEvent.Action.CHALLENGE,
                        "model-1",
                        1,
                        "dev",
                        "bob",
                        NOON,
                        null),
                    log.events.get(0).pins()));

    assertRefused(
        () -> registry.promote(change("model-2"), false),
        ErrorCode.REGISTRY_BUSY,
        "the registry of monitor `flights` was changed by others each of the 10 times that this process tried to",
        "nothing was changed");
    assertThat(events()).noneMatch(e -> e.endsWith("PROMOTE model-2"));
  }

  @Test
  void aModelOfAReleaseWithoutARegistryGetsAVersionWhenItIsSpokenOf() {
    log.kept.add("model-1");

    registry.promote(change("model-1"), false);
    assertThat(registry.meant(change("model-1")).version()).isOne();

    assertThat(events()).containsExactly("1 REGISTER model-1", "2 PROMOTE model-1");
    assertRefused(
        () -> registry.promote(new Change("others", "dev", "model-1", "ann", null), false),
        ErrorCode.RESULT_NOT_FOUND,
        "monitor `others` has no registered model in memory");
  }
}
