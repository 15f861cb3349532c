package io.tidemark.checks.schema;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds columns and the fields within them by their names. */
final class FieldLookup {
  private final StructType schema;
  private final boolean caseSensitive;

  FieldLookup(StructType schema, boolean caseSensitive) {
    this.schema = schema;
    this.caseSensitive = caseSensitive;
  }

  /** A field and where it is. */
  record Found(FieldPath path, StructField field) {}

  /**
   * Finds a column by its name, dots and all; where there is none of that name, the dots lead into
   * structs, arrays and maps.
   */
  Optional<Found> find(String name) {
    return find(FieldPath.TABLE, schema, name);
  }

  private Optional<Found> find(FieldPath parent, DataType type, String name) {
    List<StructField> fields = Types.fields(type);
    Optional<StructField> whole = Types.named(fields, name, caseSensitive);
    if (whole.isPresent()) {
      return whole.map(field -> new Found(parent.child(field.name()), field));
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      Optional<StructField> outer = Types.named(fields, name.substring(0, dot), caseSensitive);
      if (outer.isPresent()) {
        FieldPath path = parent.child(outer.get().name());
        Optional<Found> inner = find(path, outer.get().dataType(), name.substring(dot + 1));
        if (inner.isPresent()) {
          return inner;
        }
      }
    }
    return Optional.empty();
  }
}
