package io.tidemark.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.TestingSpark;
import io.tidemark.jobs.store.StoreTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Compares the result stores of two output directories, cell by cell. */
final class TestingStores {
  /** When something was done and how long it took: not what came of it. */
  private static final Set<String> EXECUTION =
      Set.of(
          "started_at",
          "finished_at",
          "created_at",
          "measured_at",
          "startedAt",
          "finishedAt",
          "trainedAt",
          // Of a copied table: Delta takes the time of the log's file.
          "commitTime",
          "committed_at",
          "phases",
          // By which master, in how many tasks.
          "execution",
          "latency");

  private static final Set<String> JSON = Set.of("result", "card", "profile");

  /** Sums of doubles depend on the order in which tasks end: their last digits may differ. */
  static final double RELATIVE = 1e-9;

  private TestingStores() {}

  /** Fails unless both hold the same rows, as often, in every table. */
  static void assertSame(Path expected, Path actual) {
    assertSame(expected, actual, text -> text);
  }

  /**
   * Fails unless both hold the same rows, as often, in every table.
   *
   * @param places gives the texts of the second store the places of the first
   */
  static void assertSame(Path expected, Path actual, UnaryOperator<String> places) {
    for (StoreTable table : StoreTable.values()) {
      List<List<Object>> before = cells(expected, table, UnaryOperator.identity());
      List<List<Object>> after = cells(actual, table, places);
      assertThat(after).as(table.folder()).hasSameSizeAs(before);
      for (int i = 0; i < before.size(); i++) {
        assertRow(table, before.get(i), after.get(i));
      }
    }
    assertThat(cells(expected, StoreTable.RUNS, places)).isNotEmpty();
  }

  private static void assertRow(StoreTable table, List<Object> before, List<Object> after) {
    for (int i = 0; i < before.size(); i++) {
      assertThat(same(before.get(i), after.get(i)))
          .as("%s: %s%nagainst %s", table.folder(), before.get(i), after.get(i))
          .isTrue();
    }
  }

  private static boolean same(Object before, Object after) {
    if (before instanceof Double one && after instanceof Double other) {
      return close(one, other);
    }
    return before instanceof JsonNode tree
        ? tree.equals(TestingStores::compare, (JsonNode) after)
        : before.equals(after);
  }

  private static int compare(JsonNode one, JsonNode other) {
    boolean doubles = one.isDouble() && other.isDouble();
    boolean same = doubles ? close(one.asDouble(), other.asDouble()) : one.equals(other);
    return same ? 0 : 1;
  }

  /** A text as a tree, without what tells of its execution. */
  private static JsonNode tree(String json) {
    try {
      JsonNode tree = new ObjectMapper().readTree(json);
      for (String name : EXECUTION) {
        tree.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name));
      }
      // As commitTime.
      tree.path("commits").forEach(commit -> ((ObjectNode) commit).remove("time"));
      return tree;
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  /** Whether two numbers are the same but for the order of summation. */
  static boolean close(double one, double other) {
    return Double.compare(one, other) == 0
        || Math.abs(one - other)
            <= RELATIVE * Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
  }

  /** Rows in an order that does not depend on the doubles in them. */
  private static List<List<Object>> cells(
      Path out, StoreTable table, UnaryOperator<String> places) {
    Path folder = out.resolve("results").resolve(table.folder());
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Row row :
        TestingSpark.session().read().format("delta").load(folder.toString()).collectAsList()) {
      List<Object> cells = new ArrayList<>();
      for (String column : row.schema().fieldNames()) {
        if (!EXECUTION.contains(column)) {
          Object cell = row.getAs(column);
          cells.add(
              cell instanceof String json && JSON.contains(column)
                  ? tree(places.apply(json))
                  : cell instanceof Double ? cell : places.apply(String.valueOf(cell)));
        }
      }
      rows.add(cells);
    }
    rows.sort((a, b) -> key(a).compareTo(key(b)));
    return rows;
  }

  private static String key(List<Object> cells) {
    return Arrays.toString(cells.stream().filter(String.class::isInstance).toArray());
  }
}
