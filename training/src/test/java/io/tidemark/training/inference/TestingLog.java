package io.tidemark.training.inference;

import io.tidemark.training.Task;
import io.tidemark.training.TestingSpark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A log with a row a minute from 2026-03-01 on, made of plain arithmetic. */
final class TestingLog {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private TestingLog() {}

  /** So many days of 1,440 rows. */
  static Dataset<Row> days(int days) {
    return TestingSpark.table(
        """
        SELECT
          id,
          timestamp_seconds(1772323200 + id * 60) AS at,
          CAST(score > 0.5 AS INT) AS prediction,
          score,
          CAST((id * 104729) %% 997 / 997D < score AS INT) AS label,
          (id * 31337) %% 500 + 0.25 * (id %% 4) AS latency,
          IF(id %% 100 = 0, 'timeout', 'OK') AS status,
          IF(id %% 10 = 0, NULL, CONCAT('v', id %% 3)) AS version
        FROM (SELECT id, (id * 7919) %% 1000 / 1000D AS score FROM range(%d))
        """
            .formatted(days * 1_440));
  }

  static InferenceSpec spec() {
    return spec(Task.BINARY, "score", 30, null);
  }

  static InferenceSpec spec(
      Task task, @Nullable String score, int last, @Nullable Instant reference) {
    return new InferenceSpec(
        task,
        "at",
        "prediction",
        score,
        null,
        "label",
        "latency",
        "status",
        InferenceSpec.DEFAULT_OK,
        "version",
        Duration.ofDays(1),
        last,
        reference);
  }

  /** A log of these rows: time, prediction, score, label, latency, status, version. */
  static Dataset<Row> of(String... rows) {
    return TestingSpark.table(
        "SELECT timestamp(c1) AS at, c2 AS prediction, c3 AS score, c4 AS label, c5 AS latency, c6"
            + " AS status, c7 AS version FROM VALUES "
            + String.join(", ", List.of(rows))
            + " AS t(c1, c2, c3, c4, c5, c6, c7)");
  }
}
