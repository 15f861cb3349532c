package io.tidemark.drift.profile;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Positions of known texts, found by Spark's bytes without making a string of them. */
final class TextIndex implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long UPPER_HALF = -1L << Integer.SIZE;

  private final UTF8String[] texts;

  /**
   * The upper half of a text's hash and its position plus one; 0 if free. Together, so that most
   * texts that are not known cost one look into memory.
   */
  private final long[] slots;

  /** Indexes texts without duplicates. */
  TextIndex(List<String> known) {
    this(known.stream().map(UTF8String::fromString).toArray(UTF8String[]::new));
  }

  private TextIndex(UTF8String[] known) {
    texts = known;
    slots = new long[Integer.highestOneBit(Math.max(1, texts.length)) * 4];
    for (int i = 0; i < texts.length; i++) {
      long hash = Texts.hash(texts[i]);
      int place = (int) hash & slots.length - 1;
      while (slots[place] != 0) {
        place = place + 1 & slots.length - 1;
      }
      slots[place] = (hash & UPPER_HALF) | (i + 1);
    }
  }

  /** All texts in one piece: as single objects they would be slow to send to every task. */
  private Object writeReplace() {
    int[] ends = new int[texts.length];
    int size = 0;
    for (int i = 0; i < ends.length; i++) {
      size += texts[i].numBytes();
      ends[i] = size;
    }
    byte[] bytes = new byte[size];
    for (int i = 0; i < ends.length; i++) {
      byte[] text = texts[i].getBytes();
      System.arraycopy(text, 0, bytes, ends[i] - text.length, text.length);
    }
    return new Packed(ends, bytes);
  }

  @SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
  private record Packed(int[] ends, byte[] bytes) implements Serializable {
    private Object readResolve() {
      UTF8String[] texts = new UTF8String[ends.length];
      int start = 0;
      for (int i = 0; i < texts.length; i++) {
        texts[i] = UTF8String.fromBytes(bytes, start, ends[i] - start);
        start = ends[i];
      }
      return new TextIndex(texts);
    }
  }

  int size() {
    return texts.length;
  }

  /** Position of a text, or -1. */
  int find(long hash, UTF8String text) {
    int place = (int) hash & slots.length - 1;
    while (true) {
      long slot = slots[place];
      if (slot == 0) {
        return -1;
      }
      int position = (int) slot - 1;
      if ((slot ^ hash) >>> Integer.SIZE == 0 && texts[position].equals(text)) {
        return position;
      }
      place = place + 1 & slots.length - 1;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextIndex that && Arrays.equals(texts, that.texts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(texts);
  }
}
