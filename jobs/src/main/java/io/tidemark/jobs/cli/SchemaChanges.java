package io.tidemark.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.schema.CommittedChange;
import io.tidemark.checks.schema.FieldPath;
import io.tidemark.checks.schema.SchemaChange;
import io.tidemark.checks.schema.TableCommit;
import io.tidemark.jobs.SchemaDiffJob;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The changes of a schema for people and for programs. */
final class SchemaChanges {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaChanges() {}

  /** A table with one line for each change, or a sentence that there is none. */
  static String text(SchemaDiffJob.Result result) {
    String name = "`" + result.table().name() + "`";
    long to = result.table().version();
    Long from = result.from();
    if (from == null) {
      return "%s: every version from %d to %d has the same schema; the log knows none before%n"
          .formatted(name, result.known(), to);
    }
    if (result.changes().isEmpty()) {
      return "%s: versions %d and %d have the same schema%n".formatted(name, from, to);
    }
    TextTable table =
        new TextTable("change", "column", "was", "is", "version", "time", "operation", "message");
    for (CommittedChange committed : result.changes()) {
      SchemaChange change = committed.change();
      TableCommit commit = committed.commit();
      table.add(
          kind(change),
          printable(change.column().toString()),
          printable(shown(change, change.before(), change.typeBefore())),
          printable(shown(change, change.after(), change.typeAfter())),
          Long.toString(commit.version()),
          commit.time().toString(),
          printable(commit.operation()),
          printable(commit.message()));
    }
    return "%s from version %d to version %d%n%n%s".formatted(name, from, to, table);
  }

  /** A rename is about names, a move about neither names nor types, all others are about types. */
  private static @Nullable String shown(
      SchemaChange change, @Nullable FieldPath path, @Nullable String type) {
    return switch (change.kind()) {
      case RENAMED -> path == null ? null : path.toString();
      case MOVED -> null;
      default -> type;
    };
  }

  private static String kind(SchemaChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT);
  }

  /** One cell is one line. */
  private static String printable(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
  }

  /** The same as one JSON document. */
  static String json(SchemaDiffJob.Result result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("table", result.table().name());
    root.put("table_id", result.table().tableId());
    root.put("from", result.from());
    root.put("to", result.table().version());
    var changes = root.putArray("changes");
    for (CommittedChange committed : result.changes()) {
      SchemaChange change = committed.change();
      TableCommit commit = committed.commit();
      ObjectNode node = changes.addObject();
      node.put("change", kind(change));
      names(node, "column_before", change.before());
      names(node, "column_after", change.after());
      node.put("type_before", change.typeBefore());
      node.put("type_after", change.typeAfter());
      node.put("version", commit.version());
      node.put("time", commit.time().toString());
      node.put("operation", commit.operation());
      node.put("message", commit.message());
    }
    return root.toPrettyString() + System.lineSeparator();
  }

  /** A path as the list of its names: a name may hold a dot. */
  private static void names(ObjectNode node, String key, @Nullable FieldPath path) {
    if (path == null) {
      node.putNull(key);
    } else {
      path.names().forEach(node.putArray(key)::add);
    }
  }
}
