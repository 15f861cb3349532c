package io.tidemark.jobs.surroundings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.row_number;

import io.tidemark.checks.PastValue;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.StoreTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The numbers that a monitor's checks have measured on earlier versions, from the store. */
public final class MetricHistory {
  private final ResultStore store;
  private final UnaryOperator<String> stored;

  /**
   * The history in this store.
   *
   * @param stored the name by which a metric is stored
   */
  public MetricHistory(ResultStore store, UnaryOperator<String> stored) {
    this.store = store;
    this.stored = stored;
  }

  /**
   * Values of metrics on the versions before one, the newest version first. Where a version was
   * measured more than once, the latest measurement counts.
   *
   * @param most how many of each metric to give at most
   */
  public Map<String, List<PastValue>> before(
      ResolvedTable table, String monitor, Collection<String> metrics, int most) {
    Map<String, List<PastValue>> history = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    metrics.forEach(
        metric -> {
          history.put(metric, new ArrayList<>());
          names.put(stored.apply(metric), metric);
        });
    if (metrics.isEmpty()) {
      return history;
    }
    List<Row> rows =
        store.query(
            StoreTable.METRICS,
            all ->
                all.filter(col("monitor").equalTo(monitor))
                    .filter(col("table_id").equalTo(table.tableId()))
                    .filter(col("table_version").lt(table.version()))
                    .filter(col("subject").equalTo("check"))
                    .filter(col("metric").isin(names.keySet().toArray()))
                    // Runs of releases that did not keep the times cannot be put in order.
                    .filter(col("committed_at").isNotNull())
                    .groupBy("metric", "table_version")
                    .agg(
                        max("committed_at").as("committed_at"),
                        max_by(col("value"), col("measured_at")).as("value"))
                    .withColumn(
                        "age",
                        row_number()
                            .over(
                                Window.partitionBy("metric").orderBy(col("table_version").desc())))
                    .filter(col("age").leq(most))
                    .orderBy(col("table_version").desc())
                    .select("metric", "table_version", "committed_at", "value"));
    for (Row row : rows) {
      history
          .computeIfAbsent(
              Objects.requireNonNull(names.get(row.getString(0))), metric -> new ArrayList<>())
          .add(new PastValue(row.getLong(1), row.getTimestamp(2).toInstant(), row.getDouble(3)));
    }
    return history;
  }
}
