package io.tidemark.jobs.registry;

import static io.tidemark.jobs.TestingThreads.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on a real Delta table, changed by several at once. */
class RegistryLogTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir private Path folder;
  private ResultStore store = new ResultStore(TestingSpark.session(), "");
  private Registry registry = new Registry(store, Clock.systemUTC());

  @BeforeEach
  void keepModels() {
    store = new ResultStore(TestingSpark.session(), folder.toString());
    registry = new Registry(store, Clock.fixed(NOON, ZoneOffset.UTC));
    TestingModels.keep(store, "flights", "model-1", 1);
    TestingModels.keep(store, "flights", "model-2", 2);
  }

  private static Change change(String model) {
    return new Change("flights", "dev", model, "ann", null);
  }

  private Changed promote(String model) {
    return registry.promote(change(model), false);
  }

  private Changed approve(String model) {
    return registry.approve(change(model));
  }

  private String promoteOver(String model, @Nullable String champion) {
    try {
      registry.promoteOver(change(model), false, champion);
      return "promoted";
    } catch (TidemarkException e) {
      return e.code().name();
    }
  }

  private List<Row> events() {
    return store.query(StoreTable.REGISTRY, rows -> rows.orderBy("sequence"));
  }

  @Test
  void changesAtOnceLeaveOneChampionAndALinearHistory() throws Exception {
    List<Integer> versions =
        atOnce(
            List.of(
                () -> registry.register("flights", "model-1", "ann", null).version(),
                () -> registry.register("flights", "model-2", "ann", null).version(),
                () -> registry.register("flights", "model-2", "bob", null).version()));
    assertThat(versions.subList(0, 2)).containsExactlyInAnyOrder(1, 2);
    assertThat(versions.get(2)).isEqualTo(versions.get(1));

    // Both were judged while there was no champion.
    List<String> judged =
        atOnce(List.of(() -> promoteOver("model-1", null), () -> promoteOver("model-2", null)));
    assertThat(judged).containsExactlyInAnyOrder("promoted", "CHAMPION_CHANGED");
    String champion = judged.get(0).equals("promoted") ? "model-1" : "model-2";
    String other = champion.equals("model-1") ? "model-2" : "model-1";

    List<Changed> changes = atOnce(List.of(() -> promote(other), () -> approve(champion)));

    assertThat(changes).allMatch(Changed::changed);
    assertThat(events())
        .extracting(row -> row.<Long>getAs("sequence"))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(events())
        .extracting(row -> row.getAs("action") + " " + row.getAs("model_id"))
        .contains("REGISTER model-1", "REGISTER model-2", "PROMOTE " + other, "APPROVE " + champion)
        .element(2)
        .isEqualTo("PROMOTE " + champion);
    RegistryState state = registry.state("flights", "dev");
    assertThat(state.holder(Alias.CHAMPION).orElseThrow().modelId()).isEqualTo(other);
    assertThat(state.holder(Alias.PREVIOUS).orElseThrow().modelId()).isEqualTo(champion);
    assertThat(state.approvals()).containsOnlyKeys(champion);
  }

  @Test
  void anEventIsARowWithThePinsOfItsModelAndOthersRowsAreADamageThatIsNamed() {
    registry.register("flights", "model-2", "ann", "first");
    registry.approve(new Change("flights", "production", "1", "bob", "looks good"));

    Row row = events().get(1);

    assertThat(row.<String>getAs("run_id")).isEmpty();
    assertThat(row.<String>getAs("monitor")).isEqualTo("flights");
    assertThat(row.<String>getAs("table_id")).isEqualTo("t");
    assertThat(row.<Long>getAs("table_version")).isEqualTo(2);
    assertThat(row.<String>getAs("reference_id")).isEqualTo("ref-1");
    assertThat(row.<String>getAs("action")).isEqualTo("APPROVE");
    assertThat(row.<Integer>getAs("model_version")).isEqualTo(1);
    assertThat(row.<String>getAs("environment")).isEqualTo("production");
    assertThat(row.<String>getAs("who")).isEqualTo("bob");
    assertThat(row.<Timestamp>getAs("at").toInstant()).isEqualTo(NOON);
    assertThat(row.<String>getAs("note")).isEqualTo("looks good");
    assertThat(registry.state("flights", "production").approvals())
        .containsEntry("model-2", new Approval("bob", NOON, "looks good"));
    assertThat(registry.monitors()).containsExactly("flights");

    store.append(
        StoreTable.REGISTRY,
        "by hand",
        new RowPins("", "flights", "t", 0L, null, "", "test"),
        List.of(
            Arrays.asList(
                1L, "PROMOTE", "model-1", 1, "dev", "eve", Timestamp.from(NOON), null, "x")));

    assertThatThrownBy(() -> registry.state("flights", "dev"))
        .isInstanceOf(TidemarkException.class)
        .hasMessage(
            "the registry in "
                + folder
                + "/registry is no unbroken list: event 2 of monitor `flights` has sequence 1");
  }
}
