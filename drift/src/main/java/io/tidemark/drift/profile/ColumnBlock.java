package io.tidemark.drift.profile;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in a run of rows, nulls taken out. Buffers are used again for the next
 * column or run, so nothing may keep them.
 */
final class ColumnBlock {
  /** Spark's batches have this many rows unless configured otherwise. */
  static final int USUAL_ROWS = 4096;

  private int rows;
  private int size;
  private boolean gaps;
  private int[] positions = {};
  private int[] identity = {};
  private double[] numbers = {};
  private long[] longs = {};
  private UTF8String[] texts = {};
  private UTF8String[] ownTexts = {};
  private int[] codes = {};
  private int distinct;
  private @Nullable Object dictionary;
  private int[] cells = {};
  private long[] bits = {};
  private @Nullable ColumnBlock spare;

  /** Empties the block and makes room for up to this many rows. */
  void clear(int capacity) {
    rows = 0;
    size = 0;
    gaps = false;
    distinct = 0;
    dictionary = null;
    if (identity.length < capacity) {
      identity = new int[capacity];
      Arrays.setAll(identity, i -> i);
      positions = new int[capacity];
      numbers = new double[capacity];
      longs = new long[capacity];
      cells = new int[capacity];
    }
  }

  /** Makes room for texts too, which not every block needs. */
  void clearTexts(int capacity) {
    clear(capacity);
    if (codes.length < capacity) {
      codes = new int[capacity];
    }
    if (ownTexts.length < capacity) {
      ownTexts = new UTF8String[capacity];
    }
    texts = ownTexts;
  }

  /** Sets the extent: {@code size} values in {@code rows} rows. */
  void setExtent(int rows, int size) {
    this.rows = rows;
    this.size = size;
    this.gaps = size < rows;
  }

  /** Rows, nulls included. */
  int rows() {
    return rows;
  }

  /** Values, that is rows without a null. */
  int size() {
    return size;
  }

  /** Row of each value, ascending. */
  int[] positions() {
    return gaps ? positions : identity;
  }

  /** To be filled with the row of each value when there are nulls. */
  int[] writablePositions() {
    return positions;
  }

  /** Values of a numeric column. */
  double[] numbers() {
    return numbers;
  }

  /** Values of a {@code bigint}, date or timestamp column in full. */
  long[] longs() {
    return longs;
  }

  /** The texts that the codes of a text column refer to. */
  UTF8String[] texts() {
    return texts;
  }

  /** For each value of a text column, the index of its text. */
  int[] codes() {
    return codes;
  }

  /** Number of texts; some of a dictionary may not have come up. */
  int distinct() {
    return distinct;
  }

  /** Sets the number of texts. */
  void setDistinct(int distinct) {
    this.distinct = distinct;
  }

  /**
   * What the codes of a text column refer to beyond this block: as long as it is the same, so are
   * the texts; null if they hold for this block only.
   */
  @Nullable Object dictionary() {
    return dictionary;
  }

  /** Hands in the texts of a dictionary, of which those are set that have come up. */
  void setDictionary(@Nullable Object shared, UTF8String[] known) {
    dictionary = shared;
    texts = known;
    distinct = known.length;
  }

  /** Scratch space: the cell of each value, as the column's tally has found it. */
  int[] cells() {
    return cells;
  }

  /** Scratch space: the bits of each value. */
  long[] bits() {
    if (bits.length < size) {
      bits = new long[positions.length];
    }
    return bits;
  }

  /** Scratch space: a block as large as this one. */
  ColumnBlock spare() {
    ColumnBlock block = spare;
    if (block == null) {
      block = new ColumnBlock();
      spare = block;
    }
    block.clear(positions.length);
    return block;
  }
}
