package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which column to read and how. Columns are found by position: names may hold dots and backticks,
 * or differ in case only.
 *
 * @param path position in the dataset's schema, then in the struct at that position, and so on
 * @param widths number of fields of each struct on the way
 * @param type Spark's type of the values
 * @param singlePrecision round numbers to {@code float} first: a {@code float} column that was
 *     widened to {@code double} must hit the cut points that its reference was frozen on
 */
public record ColumnRead(
    List<Integer> path, List<Integer> widths, DataType type, boolean singlePrecision)
    implements Serializable {

  public ColumnRead {
    path = List.copyOf(path);
    widths = List.copyOf(widths);
    if (path.size() != widths.size() + 1) {
      throw new IllegalArgumentException(
          "a path of %d steps passes %d structs, not %d"
              .formatted(path.size(), path.size() - 1, widths.size()));
    }
  }

  /** Reads the same column rounded to {@code float}. */
  public ColumnRead inSinglePrecision() {
    return new ColumnRead(path, widths, type, true);
  }

  /**
   * A column or, within structs, a field that holds values.
   *
   * @param name its name; the names on the way to a field of a struct joined by dots
   * @param read how to read it
   */
  public record Leaf(String name, ColumnRead read) {
    /** Spark's name of its type. */
    public String dataType() {
      return read.type().catalogString();
    }

    /** How it is compared; empty for types that are not. */
    public Optional<ColumnKind> kind() {
      return ColumnKinds.of(read.type());
    }
  }

  /** All leaves of a schema, depth first. Arrays and maps are leaves. */
  public static List<Leaf> leaves(StructType schema) {
    List<Leaf> leaves = new ArrayList<>();
    collect("", List.of(), List.of(), schema, leaves);
    return leaves;
  }

  private static void collect(
      String prefix,
      List<Integer> above,
      List<Integer> widths,
      StructType schema,
      List<Leaf> leaves) {
    StructField[] fields = schema.fields();
    for (int i = 0; i < fields.length; i++) {
      List<Integer> path = new ArrayList<>(above);
      path.add(i);
      String name = prefix + fields[i].name();
      if (fields[i].dataType() instanceof StructType struct) {
        List<Integer> inner = new ArrayList<>(widths);
        inner.add(struct.fields().length);
        collect(name + ".", path, inner, struct, leaves);
      } else {
        leaves.add(new Leaf(name, new ColumnRead(path, widths, fields[i].dataType(), false)));
      }
    }
  }
}
