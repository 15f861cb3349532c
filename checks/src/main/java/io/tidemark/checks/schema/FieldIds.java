package io.tidemark.checks.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The ids that fields have under Delta's column mapping. */
final class FieldIds {
  private static final String ID = "delta.columnMapping.id";

  private FieldIds() {}

  /** The id of a field; null without column mapping. */
  static @Nullable Long of(StructField field) {
    return field.metadata().contains(ID) ? (Long) field.metadata().getLong(ID) : null;
  }

  /** True if the columns have ids. */
  static boolean in(StructType schema) {
    return Arrays.stream(schema.fields()).anyMatch(field -> of(field) != null);
  }

  /**
   * A schema without ids with those that its fields have in another one, by their names: what they
   * were called when column mapping was turned on, or off.
   */
  static StructType lent(StructType plain, StructType mapped) {
    List<StructField> owners = Types.fields(mapped);
    return new StructType(
        Arrays.stream(plain.fields())
            .map(
                field ->
                    Types.named(owners, field.name(), true)
                        .map(owner -> lent(field, owner))
                        .orElse(field))
            .toArray(StructField[]::new));
  }

  private static StructField lent(StructField field, StructField owner) {
    Metadata metadata =
        Optional.ofNullable(of(owner))
            .map(id -> new MetadataBuilder().withMetadata(field.metadata()).putLong(ID, id).build())
            .orElse(field.metadata());
    return new StructField(
        field.name(), lent(field.dataType(), owner.dataType()), field.nullable(), metadata);
  }

  private static DataType lent(DataType type, DataType owner) {
    if (type instanceof StructType struct && owner instanceof StructType other) {
      return lent(struct, other);
    }
    if (type instanceof ArrayType array && owner instanceof ArrayType other) {
      return new ArrayType(lent(array.elementType(), other.elementType()), array.containsNull());
    }
    if (type instanceof MapType map && owner instanceof MapType other) {
      return new MapType(
          lent(map.keyType(), other.keyType()),
          lent(map.valueType(), other.valueType()),
          map.valueContainsNull());
    }
    return type;
  }
}
