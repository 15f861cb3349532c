package io.tidemark.checks.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;

/** What there is to know of Spark's types: their fields, their names, and which holds which. */
final class Types {
  /** Where Spark keeps the length of a char or varchar column, whose type is string. */
  private static final String DECLARED = "__CHAR_VARCHAR_TYPE_STRING";

  private static final int LONGEST = 300;

  private Types() {}

  /** Reads a type of Spark DDL; Spark's own exception says what is wrong with it. */
  static DataType parse(String ddl) {
    return new StructType().add("c", ddl).fields()[0].dataType();
  }

  /** The type that a column was declared with. */
  static DataType declared(StructField field) {
    Metadata metadata = field.metadata();
    return field.dataType() instanceof StringType && metadata.contains(DECLARED)
        ? parse(metadata.getString(DECLARED))
        : field.dataType();
  }

  /**
   * The fields within a type: those of a struct, the {@code element} of an array, {@code key} and
   * {@code value} of a map.
   */
  static List<StructField> fields(DataType type) {
    if (type instanceof StructType struct) {
      return Arrays.asList(struct.fields());
    }
    if (type instanceof ArrayType array) {
      return List.of(field("element", array.elementType(), array.containsNull()));
    }
    if (type instanceof MapType map) {
      return List.of(
          field("key", map.keyType(), false),
          field("value", map.valueType(), map.valueContainsNull()));
    }
    return List.of();
  }

  private static StructField field(String name, DataType type, boolean nullable) {
    return new StructField(name, type, nullable, Metadata.empty());
  }

  /** The field of a name: that very name, else one that differs only by case where that is none. */
  static Optional<StructField> named(List<StructField> fields, String name, boolean caseSensitive) {
    Optional<StructField> exact = fields.stream().filter(f -> f.name().equals(name)).findFirst();
    return exact.isPresent() || caseSensitive
        ? exact
        : fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }

  /** True if both are structs, both arrays or both maps, so that their fields can be compared. */
  static boolean sameShape(DataType one, DataType other) {
    return !fields(one).isEmpty() && one.getClass().equals(other.getClass());
  }

  /** A type as in DDL, in lower case, with {@code not null} within structs; long ones are cut. */
  static String text(DataType type) {
    String text = whole(type);
    return text.length() > LONGEST ? text.substring(0, LONGEST - 3) + "..." : text;
  }

  /** The type of a column, with {@code not null} where it may not be null. */
  static String text(StructField field) {
    return text(declared(field)) + (field.nullable() ? "" : " not null");
  }

  private static String whole(DataType type) {
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields())
          .map(f -> f.name() + ": " + whole(declared(f)) + (f.nullable() ? "" : " not null"))
          .collect(Collectors.joining(", ", "struct<", ">"));
    }
    if (type instanceof ArrayType array) {
      return "array<" + whole(array.elementType()) + ">";
    }
    if (type instanceof MapType map) {
      return "map<" + whole(map.keyType()) + ", " + whole(map.valueType()) + ">";
    }
    return type.catalogString();
  }

  /**
   * True if a column of a type is what a contract wants. Fields of a struct may be in any order,
   * but must all be there and no others; {@code not null} within is kept where it is wanted.
   */
  static boolean fits(DataType wanted, DataType found, boolean caseSensitive) {
    if (!sameShape(wanted, found)) {
      return wanted.equals(found);
    }
    List<StructField> there = fields(found);
    List<StructField> asked = fields(wanted);
    return there.size() == asked.size()
        && asked.stream()
            .allMatch(
                field ->
                    named(there, field.name(), caseSensitive)
                        .filter(f -> fits(field.dataType(), declared(f), caseSensitive))
                        .filter(f -> holdsNullness(wanted, field, f))
                        .isPresent());
  }

  /** DDL cannot say whether an array or a map may hold nulls: only fields of structs count. */
  private static boolean holdsNullness(DataType wanted, StructField asked, StructField found) {
    return !(wanted instanceof StructType) || asked.nullable() || !found.nullable();
  }

  /**
   * True if Delta can widen one type to the other, or the other is a text with more room. See "Type
   * Widening" in Delta's protocol.
   */
  static boolean widens(DataType from, DataType to) {
    if (to instanceof DecimalType decimal) {
      return widensTo(from, decimal);
    }
    if (from instanceof VarcharType || from instanceof CharType) {
      return to instanceof StringType
          || (from instanceof VarcharType less
              && to instanceof VarcharType more
              && less.length() < more.length());
    }
    if (from.equals(DataTypes.DateType)) {
      return to.equals(DataTypes.TimestampNTZType);
    }
    if (to.equals(DataTypes.DoubleType)) {
      return from.equals(DataTypes.FloatType) || (bytes(from) > 0 && bytes(from) <= 4);
    }
    return bytes(from) > 0 && bytes(from) < bytes(to);
  }

  private static boolean widensTo(DataType from, DecimalType to) {
    if (from instanceof DecimalType less) {
      int scale = to.scale() - less.scale();
      return scale >= 0 && to.precision() - less.precision() >= scale && !less.equals(to);
    }
    int digits = bytes(from) == 8 ? 20 : 10;
    return bytes(from) > 0 && to.precision() - to.scale() >= digits;
  }

  /** Bytes of a whole number; 0 for other types. */
  private static int bytes(DataType type) {
    if (type instanceof ByteType) {
      return 1;
    }
    if (type instanceof ShortType) {
      return 2;
    }
    if (type instanceof IntegerType) {
      return 4;
    }
    return type instanceof LongType ? 8 : 0;
  }
}
