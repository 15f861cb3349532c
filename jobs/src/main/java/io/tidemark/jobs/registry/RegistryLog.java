package io.tidemark.jobs.registry;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.CodeVersion;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The table {@code registry}: an event is written only as the one after those that were read. */
final class RegistryLog implements EventLog {
  private final ResultStore store;

  RegistryLog(ResultStore store) {
    this.store = store;
  }

  @Override
  public String path() {
    return store.path(StoreTable.REGISTRY);
  }

  @Override
  public RegistryHistory read(String monitor) {
    List<Row> rows =
        store.query(
            StoreTable.REGISTRY,
            all -> all.filter(col("monitor").equalTo(monitor)).orderBy("sequence"));
    try {
      return new RegistryHistory(monitor, rows.stream().map(RegistryLog::recorded).toList());
    } catch (IllegalStateException e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the registry in " + path() + " is no unbroken list: " + e.getMessage(),
          "something other than Tidemark wrote to the table, or removed rows",
          "restore the table to the version before, with RESTORE TABLE",
          e);
    }
  }

  @Override
  public List<String> monitors() {
    return store
        .query(StoreTable.REGISTRY, rows -> rows.select("monitor").distinct().orderBy("monitor"))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Override
  public boolean append(String monitor, RegistryEvent event, RowPins pins) {
    String token = UUID.randomUUID().toString();
    return store.appendFirst(
        StoreTable.REGISTRY,
        monitor + "/" + event.sequence(),
        token,
        pins,
        List.of(
            Arrays.asList(
                event.sequence(),
                event.action().name(),
                event.modelId(),
                event.modelVersion(),
                event.environment(),
                event.who(),
                Timestamp.from(event.at()),
                event.note(),
                token)));
  }

  @Override
  public Optional<RowPins> pins(String modelId) {
    return store
        .query(StoreTable.MODELS, rows -> rows.filter(col("model_id").equalTo(modelId)).limit(1))
        .stream()
        .findFirst()
        .map(RegistryLog::pins);
  }

  @Override
  public List<String> kept() {
    return store.query(StoreTable.MODELS, rows -> rows.select("model_id").distinct()).stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static RowPins pins(Row row) {
    return new RowPins(
        "",
        row.getAs("monitor"),
        text(row, "table_id"),
        row.getAs("table_version"),
        text(row, "reference_id"),
        row.getAs("config_hash"),
        CodeVersion.current());
  }

  private static RegistryHistory.Recorded recorded(Row row) {
    Timestamp at = row.getAs("at");
    return new RegistryHistory.Recorded(
        new RegistryEvent(
            row.<Long>getAs("sequence"),
            RegistryEvent.Action.valueOf(row.getAs("action")),
            row.getAs("model_id"),
            row.<Integer>getAs("model_version"),
            text(row, "environment"),
            row.getAs("who"),
            at.toInstant(),
            text(row, "note")),
        pins(row));
  }

  private static @Nullable String text(Row row, String column) {
    return row.getAs(column);
  }
}
