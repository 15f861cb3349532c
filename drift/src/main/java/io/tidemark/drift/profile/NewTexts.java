package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Exact counts of texts that are not known beforehand, as long as there are no more than a limit.
 * Beyond it, only those are kept whose hash starts with enough zeros: still with exact counts, and
 * the same ones whatever the order of rows and partitions. Texts are told apart by 64 bits of hash
 * and long ones are cut short, so the memory is bounded: the limit times {@value #LONGEST}
 * characters.
 */
final class NewTexts implements Mergeable<String, NewTexts> {
  private static final long serialVersionUID = 1L;
  static final int LONGEST = 128;
  private static final int LEAST = 16;

  private final int limit;
  private int level;

  // Open addressing, because this is asked for most values of a column with many texts.
  private int used;
  private long[] hashes = new long[LEAST];
  private @Nullable String[] texts = new String[LEAST];
  private long[] counts = new long[LEAST];

  NewTexts(int limit) {
    this.limit = limit;
  }

  @Override
  public NewTexts empty() {
    return new NewTexts(limit);
  }

  @Override
  public void accept(String text) {
    add(Texts.hash(text), UTF8String.fromString(text), 1);
  }

  void add(long hash, UTF8String text, long count) {
    if (wants(hash)) {
      int place = place(hash);
      if (texts[place] == null) {
        put(place, hash, shortened(text), count);
      } else {
        counts[place] += count;
      }
    }
  }

  /** Only every 2^level-th hash is kept. */
  private boolean wants(long hash) {
    return Long.numberOfLeadingZeros(hash) >= level;
  }

  /** Where a hash is, or is to be put. */
  private int place(long hash) {
    int mask = texts.length - 1;
    int place = (int) hash & mask;
    while (texts[place] != null && hashes[place] != hash) {
      place = place + 1 & mask;
    }
    return place;
  }

  private static String shortened(UTF8String text) {
    return text.numBytes() <= LONGEST || Texts.length(text) <= LONGEST
        ? text.toString()
        : text.substring(0, LONGEST - 1).toString() + "…";
  }

  private void put(int place, long hash, String text, long count) {
    hashes[place] = hash;
    texts[place] = text;
    counts[place] = count;
    used++;
    while (used > limit) {
      raise(level + 1);
    }
    if (2 * used > texts.length) {
      rebuild(2 * texts.length);
    }
  }

  private void raise(int to) {
    if (to > level) {
      level = to;
      rebuild(texts.length);
    }
  }

  private void rebuild(int capacity) {
    long[] oldHashes = hashes;
    String[] oldTexts = texts;
    long[] oldCounts = counts;
    used = 0;
    hashes = new long[capacity];
    texts = new String[capacity];
    counts = new long[capacity];
    for (int i = 0; i < oldTexts.length; i++) {
      if (oldTexts[i] != null) {
        add(oldHashes[i], oldTexts[i], oldCounts[i]);
      }
    }
  }

  private void add(long hash, String text, long count) {
    if (wants(hash)) {
      int place = place(hash);
      if (texts[place] == null) {
        put(place, hash, text, count);
      } else {
        counts[place] += count;
      }
    }
  }

  @Override
  public void merge(NewTexts other) {
    raise(other.level);
    for (int i = 0; i < other.texts.length; i++) {
      if (other.texts[i] != null) {
        add(other.hashes[i], other.texts[i], other.counts[i]);
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, level);
    Wire.number(out, used);
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        out.writeLong(hashes[i]);
        Wire.text(out, texts[i]);
        Wire.number(out, counts[i]);
      }
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    raise(Wire.size(in));
    int size = Wire.size(in);
    for (int i = 0; i < size; i++) {
      add(in.readLong(), Wire.text(in), Wire.number(in));
    }
  }

  /** The most that are kept. */
  int limit() {
    return limit;
  }

  /** True if every text is kept. */
  boolean complete() {
    return level == 0;
  }

  /** A text and its rows. */
  record Counted(String text, long count) {}

  /** The kept texts, most frequent first, ties by the text. */
  List<Counted> mostFrequentFirst() {
    List<Counted> all = new ArrayList<>(used);
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        all.add(new Counted(texts[i], counts[i]));
      }
    }
    all.sort(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::text));
    return all;
  }
}
