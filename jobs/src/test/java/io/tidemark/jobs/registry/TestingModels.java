package io.tidemark.jobs.registry;

import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Rows of {@code models} without the models. */
public final class TestingModels {
  private static final String CARD =
      """
      {"task": "BINARY", "algorithm": "logistic_regression", "parameters": {"max_iter": "100"}, "label": "delay > 15",
       "features": ["distance", "hour"], "split": "date >= 2001-01-25", "trainRows": 4800, "seed": 42,
       "heldOut": {"task": "BINARY", "rows": 1200, "positiveShare": 0.2,
                   "metrics": {"AUC": 0.7125, "LOG_LOSS": 0.5, "F1": "NaN"}, "slices": []},
       "importances": {"distance": 0.25, "hour": 0.75}, "notes": [], "provenance": null}
      """;

  private TestingModels() {}

  /** Keeps the row of a model that was trained on a version of table {@code t}. */
  public static void keep(ResultStore store, String monitor, String modelId, long tableVersion) {
    store.append(
        StoreTable.MODELS,
        modelId,
        new RowPins("run", monitor, "t", tableVersion, "ref-1", "hash", "test"),
        List.of(
            Arrays.asList(
                modelId,
                Timestamp.from(Instant.parse("2026-05-01T00:00:00Z")),
                "artifacts/models/" + modelId,
                CARD)));
  }
}
