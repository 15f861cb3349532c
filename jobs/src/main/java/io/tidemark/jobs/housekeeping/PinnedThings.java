package io.tidemark.jobs.housekeeping;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.jobs.config.GateSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.registry.Alias;
import io.tidemark.jobs.registry.Entry;
import io.tidemark.jobs.registry.Registry;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.store.StoreTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What a monitor's results and models rest on: looked at, but not read. */
final class PinnedThings {
  private static final JsonMapper JSON = new JsonMapper();

  private final Monitor monitor;
  private final DeltaTables tables;
  private final ResultStore store;
  private final RunFiles files;
  private final Clock clock;

  PinnedThings(
      Monitor monitor, DeltaTables tables, ResultStore store, RunFiles files, Clock clock) {
    this.monitor = monitor;
    this.tables = tables;
    this.store = store;
    this.files = files;
    this.clock = clock;
  }

  /** All of them. */
  List<Pinned> look() {
    List<Pinned> pinned = new ArrayList<>();
    reference(pinned);
    golden(pinned);
    for (Map.Entry<Alias, Entry> holder :
        new Registry(store, clock)
            .state(monitor.monitor(), monitor.environment())
            .aliases()
            .entrySet()) {
      model(holder.getKey().key() + " " + holder.getValue().modelId(), holder.getValue(), pinned);
    }
    return pinned;
  }

  /** A frozen reference stands by itself; one that is not frozen yet needs its version. */
  private void reference(List<Pinned> pinned) {
    String requested = monitor.reference();
    if (requested == null) {
      return;
    }
    boolean frozen =
        !store
            .query(
                StoreTable.REFERENCES,
                rows ->
                    rows.filter(col("monitor").equalTo(monitor.monitor()))
                        .filter(
                            col("requested")
                                .equalTo(requested)
                                .or(col("reference_id").equalTo(requested))
                                .or(ofVersion(requested)))
                        .select("reference_id")
                        .limit(1))
            .isEmpty();
    if (frozen) {
      pinned.add(Pinned.readable("reference " + requested, "its profile in the result store"));
    } else if (requested.matches("\\d{1,18}")) {
      pinned.add(
          version(
              "reference " + requested + ", not frozen yet",
              monitor.table(),
              Long.parseLong(requested),
              "nothing can be compared with it"));
    }
  }

  private static Column ofVersion(String requested) {
    return requested.matches("\\d{1,18}")
        ? size(col("versions"))
            .equalTo(1)
            .and(array_contains(col("versions"), Long.parseLong(requested)))
        : lit(false);
  }

  private void golden(List<Pinned> pinned) {
    Monitor.Training training = monitor.training();
    GateSettings.Golden golden = training == null ? null : training.golden();
    if (golden != null) {
      pinned.add(
          version(
              "golden rows",
              golden.table(),
              golden.version(),
              "no model can be judged; `train` and `retrain` end with an error"));
    }
  }

  private void model(String what, Entry entry, List<Pinned> pinned) {
    List<Row> rows =
        store.query(
            StoreTable.MODELS,
            all ->
                all.filter(col("model_id").equalTo(entry.modelId()))
                    .select("path", "card")
                    .limit(1));
    String folder =
        rows.isEmpty() ? store.path(StoreTable.MODELS) : store.root() + "/" + rows.get(0).get(0);
    if (rows.isEmpty() || !files.exists(folder + "/metadata")) {
      pinned.add(
          Pinned.lost(
              what, folder, "it is not there", "nothing can be scored; restore it from a backup"));
      return;
    }
    pinned.add(Pinned.readable(what, folder));
    JsonNode made = provenance(rows.get(0).getString(1));
    if (made.path("version").isIntegralNumber()) {
      pinned.add(
          version(
              what + ", trained on",
              made.path("table").asText(monitor.table()),
              made.path("version").asLong(),
              "`reproduce` cannot build it again"));
    }
  }

  private static JsonNode provenance(String card) {
    try {
      return JSON.readTree(card).path("provenance");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model card in the result store is not JSON", e);
    }
  }

  private Pinned version(String what, String table, long version, String consequence) {
    String where = table + "@" + version;
    try {
      ResolvedTable resolved = tables.resolve(table, new VersionSelector.AtVersion(version));
      return tables.hasAllFiles(tables.read(resolved, null))
          ? Pinned.readable(what, where)
          : Pinned.lost(what, where, "its data files are gone (VACUUM)", consequence);
    } catch (TidemarkException e) {
      return Pinned.lost(what, where, String.valueOf(e.getMessage()), consequence);
    }
  }
}
