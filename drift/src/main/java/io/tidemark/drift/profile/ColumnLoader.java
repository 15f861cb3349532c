package io.tidemark.drift.profile;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of a column into a {@link ColumnBlock}, from Spark's column vectors or from
 * single rows, with the same outcome. Numbers become doubles: integers beyond 2^53 and decimals the
 * nearest one.
 */
final class ColumnLoader {
  /** Decimals up to 15 digits are whole numbers and powers of ten that a double holds exactly. */
  private static final int EXACT_DIGITS = 15;

  private static final int LEAST_TEXTS = 64;

  /** Some 2 MiB with all that is remembered of each. */
  private static final int MOST_TEXTS = 1 << 15;

  private static final UTF8String[] BOOLEANS = {
    UTF8String.fromString("false"), UTF8String.fromString("true")
  };

  /** How values are stored by Spark. */
  private enum Stored {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT,
    OTHER
  }

  private final int[] path;
  private final int[] widths;
  private final Stored stored;
  private final boolean wide;
  private final boolean singlePrecision;
  private final int precision;
  private final int decimals;
  private final double decimalUnit;
  private @Nullable Object dictionary;
  private UTF8String[] dictionaryTexts = {};

  ColumnLoader(ColumnRead read) {
    path = read.path().stream().mapToInt(Integer::intValue).toArray();
    widths = read.widths().stream().mapToInt(Integer::intValue).toArray();
    stored = stored(read.type());
    wide = isWide(read.type());
    singlePrecision = read.singlePrecision();
    DecimalType decimal = read.type() instanceof DecimalType type ? type : null;
    precision = decimal == null ? 0 : decimal.precision();
    decimals = decimal == null ? 0 : decimal.scale();
    decimalUnit = Math.pow(10, decimals);
  }

  private static Stored stored(DataType type) {
    if (type instanceof BooleanType) {
      return Stored.BOOLEAN;
    } else if (type instanceof ByteType) {
      return Stored.BYTE;
    } else if (type instanceof ShortType) {
      return Stored.SHORT;
    } else if (type instanceof IntegerType || type instanceof DateType) {
      return Stored.INT;
    } else if (type instanceof LongType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return Stored.LONG;
    } else if (type instanceof FloatType) {
      return Stored.FLOAT;
    } else if (type instanceof DoubleType) {
      return Stored.DOUBLE;
    } else if (type instanceof DecimalType) {
      return Stored.DECIMAL;
    } else if (type instanceof StringType) {
      return Stored.TEXT;
    }
    return Stored.OTHER;
  }

  /** True for types whose values may need all 64 bits, and those that are no numbers but times. */
  static boolean isWide(DataType type) {
    return type instanceof LongType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /** Position of the top-level column. */
  int column() {
    return path[0];
  }

  // ---- from column vectors

  /** Loads a whole batch. */
  void load(ColumnVector top, int rows, ColumnBlock block) {
    ColumnVector vector = top;
    boolean parents = false;
    for (int i = 1; i < path.length; i++) {
      parents |= vector.hasNull();
      vector = vector.getChild(path[i]);
    }
    if (stored == Stored.TEXT || stored == Stored.BOOLEAN) {
      block.clearTexts(rows);
    } else {
      block.clear(rows);
    }
    if (parents || vector.hasNull()) {
      block.setExtent(rows, present(top, vector, rows, block.writablePositions()));
    } else {
      block.setExtent(rows, rows);
    }
    if (stored == Stored.TEXT) {
      loadTexts(vector, block);
    } else if (stored == Stored.BOOLEAN) {
      loadBooleans(vector, block);
    } else if (wide) {
      loadLongs(vector, block);
    } else {
      loadNumbers(vector, block);
    }
  }

  private int present(ColumnVector top, ColumnVector vector, int rows, int[] positions) {
    int size = 0;
    if (path.length == 1) {
      for (int row = 0; row < rows; row++) {
        positions[size] = row;
        size += vector.isNullAt(row) ? 0 : 1;
      }
      return size;
    }
    for (int row = 0; row < rows; row++) {
      positions[size] = row;
      ColumnVector level = top;
      boolean missing = level.isNullAt(row);
      for (int i = 1; i < path.length && !missing; i++) {
        level = level.getChild(path[i]);
        missing = level.isNullAt(row);
      }
      size += missing ? 0 : 1;
    }
    return size;
  }

  private void loadNumbers(ColumnVector vector, ColumnBlock block) {
    double[] into = block.numbers();
    int[] at = block.positions();
    int size = block.size();
    switch (stored) {
      case DOUBLE -> {
        for (int i = 0; i < size; i++) {
          into[i] = vector.getDouble(at[i]);
        }
      }
      case FLOAT -> {
        for (int i = 0; i < size; i++) {
          into[i] = vector.getFloat(at[i]);
        }
      }
      case INT -> {
        for (int i = 0; i < size; i++) {
          into[i] = vector.getInt(at[i]);
        }
      }
      case SHORT -> {
        for (int i = 0; i < size; i++) {
          into[i] = vector.getShort(at[i]);
        }
      }
      case BYTE -> {
        for (int i = 0; i < size; i++) {
          into[i] = vector.getByte(at[i]);
        }
      }
      case DECIMAL -> {
        for (int i = 0; i < size; i++) {
          into[i] = number(vector.getDecimal(at[i], precision, decimals));
        }
      }
      default -> {
        return; // only nulls are counted of other types
      }
    }
    roundToFloat(into, size);
  }

  private void roundToFloat(double[] values, int size) {
    if (singlePrecision) {
      for (int i = 0; i < size; i++) {
        values[i] = (float) values[i];
      }
    }
  }

  private double number(Decimal value) {
    if (precision <= EXACT_DIGITS) {
      return value.toUnscaledLong() / decimalUnit;
    }
    BigDecimal exact = value.toJavaBigDecimal();
    return exact.doubleValue();
  }

  private void loadLongs(ColumnVector vector, ColumnBlock block) {
    long[] into = block.longs();
    double[] numbers = block.numbers();
    int[] at = block.positions();
    int size = block.size();
    if (stored == Stored.INT) {
      for (int i = 0; i < size; i++) {
        into[i] = vector.getInt(at[i]);
      }
    } else {
      for (int i = 0; i < size; i++) {
        into[i] = vector.getLong(at[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      numbers[i] = into[i];
    }
  }

  private static void loadBooleans(ColumnVector vector, ColumnBlock block) {
    int[] codes = block.codes();
    int[] at = block.positions();
    for (int i = 0; i < block.size(); i++) {
      codes[i] = vector.getBoolean(at[i]) ? 1 : 0;
    }
    block.setDictionary(BOOLEANS, BOOLEANS);
  }

  private void loadTexts(ColumnVector vector, ColumnBlock block) {
    if (vector instanceof WritableColumnVector writable
        && writable.hasDictionary()
        && loadDictionary(writable, block)) {
      return;
    }
    int[] at = block.positions();
    int[] codes = block.codes();
    int size = block.size();
    UTF8String[] texts = block.texts();
    for (int i = 0; i < size; i++) {
      texts[i] = vector.getUTF8String(at[i]);
      codes[i] = i;
    }
    block.setDistinct(size);
  }

  /**
   * Parquet's dictionary already tells equal texts: each is decoded once a dictionary. False for a
   * dictionary that would take too much memory.
   */
  private boolean loadDictionary(WritableColumnVector vector, ColumnBlock block) {
    Object shared = Dictionaries.of(vector);
    if (shared == null || shared != dictionary) {
      dictionary = shared == null ? new Object() : shared;
      dictionaryTexts = new UTF8String[LEAST_TEXTS];
    }
    WritableColumnVector ids = vector.getDictionaryIds();
    int[] at = block.positions();
    int[] codes = block.codes();
    int size = block.size();
    int largest = 0;
    for (int i = 0; i < size; i++) {
      codes[i] = ids.getDictId(at[i]);
      largest = Math.max(largest, codes[i]);
    }
    if (largest >= MOST_TEXTS) {
      return false;
    }
    if (largest >= dictionaryTexts.length) {
      dictionaryTexts =
          Arrays.copyOf(dictionaryTexts, Math.max(largest + 1, 2 * dictionaryTexts.length));
    }
    for (int i = 0; i < size; i++) {
      if (dictionaryTexts[codes[i]] == null) {
        dictionaryTexts[codes[i]] = vector.getUTF8String(at[i]);
      }
    }
    block.setDictionary(dictionary, dictionaryTexts);
    return true;
  }

  // ---- from rows

  /** Appends one row's value to a block that has room. */
  void append(InternalRow row, int ordinal, ColumnBlock block) {
    int at = block.rows();
    int size = block.size();
    InternalRow holder = row;
    int index = ordinal;
    for (int i = 1; i < path.length; i++) {
      if (holder.isNullAt(index)) {
        block.setExtent(at + 1, size);
        return;
      }
      holder = holder.getStruct(index, widths[i - 1]);
      index = path[i];
    }
    if (holder.isNullAt(index)) {
      block.setExtent(at + 1, size);
      return;
    }
    block.writablePositions()[size] = at;
    put(holder, index, block, size);
    block.setExtent(at + 1, size + 1);
  }

  private void put(InternalRow row, int index, ColumnBlock block, int at) {
    switch (stored) {
      case TEXT -> {
        // The row's memory is used again for the next row.
        block.texts()[at] = row.getUTF8String(index).copy();
        block.codes()[at] = at;
        block.setDistinct(at + 1);
      }
      case BOOLEAN -> {
        block.setDictionary(BOOLEANS, BOOLEANS);
        block.codes()[at] = row.getBoolean(index) ? 1 : 0;
      }
      case LONG -> putLong(block, at, row.getLong(index));
      case INT -> {
        if (wide) {
          putLong(block, at, row.getInt(index));
        } else {
          putNumber(block, at, row.getInt(index));
        }
      }
      case BYTE -> putNumber(block, at, row.getByte(index));
      case SHORT -> putNumber(block, at, row.getShort(index));
      case FLOAT -> putNumber(block, at, row.getFloat(index));
      case DOUBLE -> putNumber(block, at, row.getDouble(index));
      case DECIMAL -> putNumber(block, at, number(row.getDecimal(index, precision, decimals)));
      case OTHER -> {
        // only nulls are counted of other types
      }
    }
  }

  private static void putLong(ColumnBlock block, int at, long value) {
    block.longs()[at] = value;
    block.numbers()[at] = value;
  }

  private void putNumber(ColumnBlock block, int at, double value) {
    block.numbers()[at] = singlePrecision ? (float) value : value;
  }

  /** True if the block needs room for texts. */
  boolean loadsTexts() {
    return stored == Stored.TEXT || stored == Stored.BOOLEAN;
  }
}
