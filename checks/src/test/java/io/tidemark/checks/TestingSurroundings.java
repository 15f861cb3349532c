package io.tidemark.checks;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Surroundings given by a test: a version committed on a Monday, two hours before its check. */
final class TestingSurroundings implements Surroundings {
  static final Instant MONDAY = Instant.parse("2024-05-06T10:00:00Z");

  private final Map<OtherTable, Dataset<Row>> tables = new HashMap<>();
  private final Map<String, List<PastValue>> values = new HashMap<>();
  private List<Long> rows = List.of();

  TestingSurroundings with(OtherTable table, Dataset<Row> content) {
    tables.put(table, content);
    return this;
  }

  TestingSurroundings with(String metric, List<PastValue> before) {
    values.put(metric, before);
    return this;
  }

  TestingSurroundings withRowsBefore(Long... counts) {
    rows = List.of(counts);
    return this;
  }

  @Override
  public Other open(OtherTable table) throws ConstraintProblem {
    Dataset<Row> content = tables.get(table);
    if (content == null) {
      throw new ConstraintProblem("there is no table at `" + table.inWords() + "`; check `table`");
    }
    return new Other(table.inWords(), content);
  }

  @Override
  public Instant now() {
    return MONDAY.plus(Duration.ofHours(2));
  }

  @Override
  public Instant committedAt() {
    return MONDAY;
  }

  @Override
  public List<Long> rowsBefore(int most) {
    return rows.subList(0, Math.min(most, rows.size()));
  }

  @Override
  public List<PastValue> valuesBefore(String metric) {
    return values.getOrDefault(metric, List.of());
  }
}
