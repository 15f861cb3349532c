package io.tidemark.drift.profile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the combinations of key values. Values become text: numbers in Java's notation, dates and
 * timestamps (in UTC) in ISO 8601.
 */
final class SliceKeys {
  /** Numbers whose text was made are remembered, but not without a limit. */
  private static final int REMEMBERED = 1 << 14;

  private static final int UNKNOWN = -1;
  private static final int UNREAD = -2;
  private static final int NULL = 0;

  private final DataType[] types;
  private final List<Map<String, Integer>> codes = new ArrayList<>();
  private final List<Map<Long, Integer>> remembered = new ArrayList<>();

  /** From a combination of the keys so far and the code of the next one to the longer one. */
  private final Map<Long, Integer> steps = new HashMap<>();

  private final List<List<@Nullable String>> slices = new ArrayList<>();
  private final Map<Integer, Integer> sliceOfNode = new HashMap<>();
  private int nodes = 1;
  private int[] codeOfRow = {};
  private int[] nodeOfRow = {};

  SliceKeys(List<ColumnRead> keys) {
    types = keys.stream().map(ColumnRead::type).toArray(DataType[]::new);
    for (int i = 0; i < types.length; i++) {
      codes.add(new HashMap<>());
      remembered.add(new HashMap<>());
    }
  }

  /** Makes a combination known; its number is that of the combinations before. */
  int add(List<@Nullable String> values) {
    int node = 0;
    for (int key = 0; key < types.length; key++) {
      String value = values.get(key);
      int code = value == null ? NULL : code(key, value, true);
      Integer next = steps.get(step(node, code));
      if (next == null) {
        next = nodes++;
        steps.put(step(node, code), next);
      }
      node = next;
    }
    return slice(node, values);
  }

  private int slice(int node, List<@Nullable String> values) {
    Integer known = sliceOfNode.get(node);
    if (known != null) {
      return known;
    }
    sliceOfNode.put(node, slices.size());
    slices.add(values);
    return slices.size() - 1;
  }

  private int code(int key, String text, boolean grow) {
    Map<String, Integer> known = codes.get(key);
    Integer code = known.get(text);
    if (code == null) {
      if (!grow) {
        return UNKNOWN;
      }
      code = known.size() + 1;
      known.put(text, code);
    }
    return code;
  }

  private static long step(int node, int code) {
    return (long) node << Integer.SIZE | code;
  }

  /** All known combinations, by their numbers. */
  List<List<@Nullable String>> slices() {
    return slices;
  }

  /**
   * Finds the number of each row's combination.
   *
   * @param grow true to make unknown ones known; else they are -1
   * @return by row; used again by the next call
   */
  int[] find(ColumnBlock[] blocks, boolean grow) {
    int rows = blocks[0].rows();
    if (codeOfRow.length < rows) {
      codeOfRow = new int[rows];
      nodeOfRow = new int[rows];
    }
    Arrays.fill(nodeOfRow, 0, rows, 0);
    for (int key = 0; key < types.length; key++) {
      readCodes(key, blocks[key], grow);
      for (int row = 0; row < rows; row++) {
        nodeOfRow[row] = next(nodeOfRow[row], codeOfRow[row], grow);
      }
    }
    for (int row = 0; row < rows; row++) {
      nodeOfRow[row] = nodeOfRow[row] < 0 ? UNKNOWN : sliceOf(nodeOfRow[row], blocks, row, grow);
    }
    return nodeOfRow;
  }

  private int sliceOf(int node, ColumnBlock[] blocks, int row, boolean grow) {
    Integer slice = sliceOfNode.get(node);
    if (slice != null) {
      return slice;
    }
    if (!grow) {
      return UNKNOWN;
    }
    List<@Nullable String> values = new ArrayList<>();
    for (int key = 0; key < types.length; key++) {
      int at = Arrays.binarySearch(blocks[key].positions(), 0, blocks[key].size(), row);
      values.add(at < 0 ? null : text(key, blocks[key], at));
    }
    return slice(node, values);
  }

  private int next(int node, int code, boolean grow) {
    if (node < 0 || code < 0) {
      return UNKNOWN;
    }
    Integer next = steps.get(step(node, code));
    if (next == null) {
      if (!grow) {
        return UNKNOWN;
      }
      next = nodes++;
      steps.put(step(node, code), next);
    }
    return next;
  }

  private void readCodes(int key, ColumnBlock block, boolean grow) {
    Arrays.fill(codeOfRow, 0, block.rows(), NULL);
    int[] rows = block.positions();
    if (block.distinct() > 0) {
      int[] codeOfText = new int[block.distinct()];
      Arrays.fill(codeOfText, UNREAD);
      for (int i = 0; i < block.size(); i++) {
        int text = block.codes()[i];
        if (codeOfText[text] == UNREAD) {
          codeOfText[text] = code(key, block.texts()[text].toString(), grow);
        }
        codeOfRow[rows[i]] = codeOfText[text];
      }
      return;
    }
    Map<Long, Integer> cache = remembered.get(key);
    for (int i = 0; i < block.size(); i++) {
      long bits = bits(key, block, i);
      Integer code = cache.get(bits);
      if (code == null) {
        code = code(key, text(key, block, i), grow);
        if (cache.size() >= REMEMBERED) {
          cache.clear();
        }
        cache.put(bits, code);
      }
      codeOfRow[rows[i]] = code;
    }
  }

  private long bits(int key, ColumnBlock block, int at) {
    return ColumnLoader.isWide(types[key])
        ? block.longs()[at]
        : Double.doubleToRawLongBits(block.numbers()[at] + 0.0);
  }

  private String text(int key, ColumnBlock block, int at) {
    DataType type = types[key];
    if (block.distinct() > 0) {
      return block.texts()[block.codes()[at]].toString();
    } else if (type instanceof DateType) {
      return LocalDate.ofEpochDay(block.longs()[at]).toString();
    } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return Instant.EPOCH.plus(block.longs()[at], ChronoUnit.MICROS).toString();
    } else if (ColumnLoader.isWide(type)) {
      return Long.toString(block.longs()[at]);
    } else if (type instanceof DoubleType
        || type instanceof FloatType
        || type instanceof DecimalType) {
      return Double.toString(block.numbers()[at] + 0.0);
    }
    return Long.toString((long) block.numbers()[at]);
  }
}
