package io.tidemark.training;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What tells a set of rows from another, whatever their order, partitioning and files.
 *
 * <p>Every cell is hashed with xxHash64, the cells of a row one into another in the order of the
 * columns, and the hashes of all rows are added up modulo 2^64; twice, from two seeds. So every row
 * counts as often as it occurs, and one cell that differs changes the value but for a chance of
 * about 2^-64. It is not proof against somebody who makes up rows to that end.
 *
 * <p>Equal are what Spark's equality takes for equal: 0.0 and -0.0, all NaNs, and maps with their
 * entries in any order. Null differs from every value, at any depth. Names and types are not part
 * of it; {@link #schemaHash} is of those.
 *
 * @param rows number of rows
 * @param value 32 hexadecimal digits
 */
public record Fingerprint(long rows, String value) {
  /** Stands for null; xxhash64 by itself passes over nulls. */
  private static final long NULL = 0x746964656d61726bL;

  private static final long[] SEEDS = {0x9e3779b97f4a7c15L, 0xd1b54a32d192ed03L};

  /** Fingerprint of rows, from one scan of them. */
  public static Fingerprint of(Dataset<Row> rows) {
    List<StructField> fields = Arrays.asList(rows.schema().fields());
    List<Column> hashes = new ArrayList<>();
    List<Column> sums = new ArrayList<>();
    for (int i = 0; i < SEEDS.length; i++) {
      hashes.add(rowHash(fields, SEEDS[i]).as("h" + i));
      // In halves, with their signs: a sum of whole hashes overflows, which ANSI mode refuses.
      sums.add(coalesce(sum(shiftright(col("h" + i), 32)), lit(0L)));
      sums.add(coalesce(sum(shiftright(shiftleft(col("h" + i), 32), 32)), lit(0L)));
    }
    Row totals =
        rows.select(hashes.toArray(Column[]::new))
            .agg(count(lit(1)), sums.toArray(Column[]::new))
            .first();
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < SEEDS.length; i++) {
      long sum = (totals.getLong(2 * i + 1) << 32) + totals.getLong(2 * i + 2);
      value.append(HexFormat.of().toHexDigits(sum));
    }
    return new Fingerprint(totals.getLong(0), value.toString());
  }

  /** Hash of the cells of a row, never null; it depends on nothing but their values. */
  static Column rowHash(List<StructField> fields, long seed) {
    List<Column> cells = new ArrayList<>(List.of(lit(seed)));
    for (StructField field : fields) {
      cells.add(hash(col(Inputs.quoted(field.name())), field.dataType()));
    }
    return xxhash64(cells.toArray(Column[]::new));
  }

  /** Hash of a cell, never null. */
  private static Column hash(Column cell, DataType type) {
    if (type instanceof NullType) {
      return lit(NULL);
    }
    return when(cell.isNull(), lit(NULL)).otherwise(ofValue(cell, type));
  }

  private static Column ofValue(Column cell, DataType type) {
    if (type instanceof StructType struct) {
      List<Column> parts = new ArrayList<>(List.of(lit((long) struct.size())));
      for (StructField field : struct.fields()) {
        parts.add(hash(cell.getField(field.name()), field.dataType()));
      }
      return xxhash64(parts.toArray(Column[]::new));
    }
    if (type instanceof ArrayType array) {
      return xxhash64(size(cell), transform(cell, e -> hash(e, array.elementType())));
    }
    if (type instanceof MapType map) {
      Column entries =
          transform(
              map_entries(cell),
              e ->
                  xxhash64(
                      hash(e.getField("key"), map.keyType()),
                      hash(e.getField("value"), map.valueType())));
      return xxhash64(size(cell), array_sort(entries));
    }
    // Of an interval, xxhash64 passes over the days.
    return xxhash64(type instanceof CalendarIntervalType ? cell.cast("string") : cell);
  }

  /**
   * Hash of names and types, in order and at any depth; whether nulls are allowed, comments and
   * other metadata do not count.
   *
   * @return 32 hexadecimal digits
   */
  public static String schemaHash(StructType schema) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text(schema).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String text(DataType type) {
    if (type instanceof StructType struct) {
      StringBuilder text = new StringBuilder("struct(");
      for (StructField field : struct.fields()) {
        // With its length, so that no name can be taken for two.
        text.append(field.name().length()).append(':').append(field.name()).append(' ');
        text.append(text(field.dataType())).append(',');
      }
      return text.append(')').toString();
    }
    if (type instanceof ArrayType array) {
      return "array(" + text(array.elementType()) + ")";
    }
    if (type instanceof MapType map) {
      return "map(" + text(map.keyType()) + "," + text(map.valueType()) + ")";
    }
    return type.catalogString();
  }
}
