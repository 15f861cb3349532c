package io.tidemark.checks.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one schema to another, down to the fields of structs, arrays and maps.
 *
 * <p>Fields are the same if they have the same id under Delta's column mapping ({@code
 * delta.columnMapping.id} in their metadata), whatever their names; where one side has no ids, if
 * they have the same name. Without column mapping a rename therefore is a drop and an addition,
 * which is what it does to the values. Comments and other metadata do not count.
 */
public final class SchemaDiff {
  private final boolean caseSensitive;
  private final List<SchemaChange> changes = new ArrayList<>();
  private final Map<FieldPath, FieldPath> then = new HashMap<>();
  private final Map<FieldPath, FieldPath> now = new HashMap<>();

  private SchemaDiff(boolean caseSensitive) {
    this.caseSensitive = caseSensitive;
  }

  /**
   * Compares two schemas.
   *
   * @param caseSensitive whether names that differ only by case are different names
   */
  public static SchemaDiff between(StructType before, StructType after, boolean caseSensitive) {
    SchemaDiff diff = new SchemaDiff(caseSensitive);
    diff.fields(FieldPath.TABLE, before, FieldPath.TABLE, after);
    return diff;
  }

  /** The changes: of the columns there are in their order, each before its fields; drops last. */
  public List<SchemaChange> changes() {
    return List.copyOf(changes);
  }

  /** Where a present column was before; null if it was not there. */
  @Nullable FieldPath before(FieldPath path) {
    return then.get(path);
  }

  /** Where a former column is now; null if it is there no more. */
  @Nullable FieldPath after(FieldPath path) {
    return now.get(path);
  }

  private void fields(FieldPath pathThen, DataType before, FieldPath pathNow, DataType after) {
    List<StructField> old = Types.fields(before);
    List<StructField> present = Types.fields(after);
    FieldPairs pairs = new FieldPairs(old, present, caseSensitive);
    boolean[] moved = pairs.moved();
    Map<String, StructField> gone = new LinkedHashMap<>();
    for (int i = 0; i < old.size(); i++) {
      if (!pairs.isKept(i)) {
        gone.put(old.get(i).name(), old.get(i));
      }
    }
    for (int i = 0; i < present.size(); i++) {
      StructField field = present.get(i);
      StructField was = pairs.origin(i);
      FieldPath path = pathNow.child(field.name());
      StructField namesake = gone.get(field.name());
      if (was != null) {
        same(pathThen.child(was.name()), was, path, field, moved[i]);
      } else if (namesake != null) {
        gone.remove(field.name());
        add(ChangeKind.REPLACED, pathThen.child(field.name()), namesake, path, field);
      } else {
        add(ChangeKind.ADDED, null, null, path, field);
      }
    }
    gone.forEach((name, field) -> add(ChangeKind.DROPPED, pathThen.child(name), field, null, null));
  }

  private void same(
      FieldPath pathThen, StructField was, FieldPath path, StructField field, boolean moved) {
    then.put(path, pathThen);
    now.put(pathThen, path);
    if (!was.name().equals(field.name())) {
      add(ChangeKind.RENAMED, pathThen, was, path, field);
    }
    DataType before = Types.declared(was);
    DataType after = Types.declared(field);
    boolean nested = Types.sameShape(before, after);
    if (!nested && !before.equals(after)) {
      boolean widened = Types.widens(before, after);
      add(widened ? ChangeKind.WIDENED : ChangeKind.RETYPED, pathThen, was, path, field);
    }
    if (was.nullable() != field.nullable()) {
      add(
          field.nullable() ? ChangeKind.LOOSENED : ChangeKind.TIGHTENED,
          pathThen,
          was,
          path,
          field);
    }
    if (moved) {
      add(ChangeKind.MOVED, pathThen, was, path, field);
    }
    if (nested) {
      fields(pathThen, before, path, after);
    }
  }

  private void add(
      ChangeKind kind,
      @Nullable FieldPath before,
      @Nullable StructField was,
      @Nullable FieldPath after,
      @Nullable StructField field) {
    changes.add(
        new SchemaChange(
            kind,
            before,
            after,
            was == null ? null : Types.text(was),
            field == null ? null : Types.text(field)));
  }
}
