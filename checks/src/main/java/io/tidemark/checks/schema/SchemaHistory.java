package io.tidemark.checks.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Which commit made each change between the first and the last of several schemas.
 *
 * <p>A change that a later one took back is none. A change that several commits made together, such
 * as two renames of one column, is told as one, with the last of these commits.
 */
public final class SchemaHistory {
  private final List<SchemaVersion> steps;
  private final List<SchemaDiff> diffs = new ArrayList<>();

  private SchemaHistory(StructType start, List<SchemaVersion> steps, boolean caseSensitive) {
    this.steps = steps;
    StructType before = start;
    for (SchemaVersion step : steps) {
      diffs.add(SchemaDiff.between(before, step.schema(), caseSensitive));
      before = step.schema();
    }
  }

  /**
   * The changes from a schema to the last one, each with its commit.
   *
   * @param start the schema at the start
   * @param steps the commits since then that changed the schema, oldest first
   * @param caseSensitive whether names that differ only by case are different names
   */
  public static List<CommittedChange> changes(
      StructType start, List<SchemaVersion> steps, boolean caseSensitive) {
    if (steps.isEmpty()) {
      return List.of();
    }
    List<StructType> schemas = new ArrayList<>(List.of(start));
    steps.forEach(step -> schemas.add(step.schema()));
    StructType first = withIds(start, schemas);
    Collections.reverse(schemas);
    StructType last = withIds(schemas.get(0), schemas);
    SchemaHistory history = new SchemaHistory(start, steps, caseSensitive);
    return SchemaDiff.between(first, last, caseSensitive).changes().stream()
        .map(change -> new CommittedChange(change, history.commit(change)))
        .toList();
  }

  /**
   * Where column mapping was turned on or off meanwhile, one end has no ids: it takes them from the
   * nearest schema that has, so that what was renamed after, or before, is known again.
   */
  private static StructType withIds(StructType schema, List<StructType> nearestFirst) {
    return FieldIds.in(schema)
        ? schema
        : nearestFirst.stream()
            .filter(FieldIds::in)
            .findFirst()
            .map(mapped -> FieldIds.lent(schema, mapped))
            .orElse(schema);
  }

  private TableCommit commit(SchemaChange change) {
    int step = change.after() == null ? forward(change) : backward(change);
    return steps.get(step).commit();
  }

  /** Follows a column that is gone from the start on, under all its names. */
  private int forward(SchemaChange change) {
    FieldPath path = change.before();
    for (int i = 0; i < diffs.size(); i++) {
      FieldPath next = path == null ? null : diffs.get(i).after(path);
      if (next == null) {
        return i;
      }
      path = next;
    }
    return diffs.size() - 1;
  }

  /** Follows a column that is there back from the end, to where what changed was changed last. */
  private int backward(SchemaChange change) {
    FieldPath path = Objects.requireNonNull(change.after());
    for (int i = diffs.size() - 1; i >= 0; i--) {
      if (makes(diffs.get(i), change, path)) {
        return i;
      }
      FieldPath earlier = diffs.get(i).before(path);
      if (earlier == null) {
        return i;
      }
      path = earlier;
    }
    return diffs.size() - 1;
  }

  private static boolean makes(SchemaDiff step, SchemaChange change, FieldPath path) {
    return step.changes().stream()
        .filter(made -> made.kind().aspect() == change.kind().aspect())
        .anyMatch(
            made ->
                path.equals(made.after())
                    || (made.kind() == ChangeKind.MOVED && besides(path, made.after())));
  }

  /** Which of the columns beside each other moved is told differently for one step or for many. */
  private static boolean besides(FieldPath path, @Nullable FieldPath other) {
    return other != null && path.parent().equals(other.parent());
  }
}
