package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

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

  private final int limit;
  private final HashMap<Long, Counted> kept = new HashMap<>();
  private int level;

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
    if (!wants(hash)) {
      return;
    }
    Counted counted = kept.get(hash);
    if (counted == null) {
      put(hash, new Counted(shortened(text), count));
    } else {
      counted.count += count;
    }
  }

  /** Only every 2^level-th hash is kept. */
  private boolean wants(long hash) {
    return Long.numberOfLeadingZeros(hash) >= level;
  }

  private static String shortened(UTF8String text) {
    return text.numChars() <= LONGEST
        ? text.toString()
        : text.substring(0, LONGEST - 1).toString() + "…";
  }

  private void put(long hash, Counted counted) {
    kept.put(hash, counted);
    while (kept.size() > limit) {
      raise(level + 1);
    }
  }

  private void raise(int to) {
    level = Math.max(level, to);
    kept.keySet().removeIf(hash -> !wants(hash));
  }

  private void add(long hash, String text, long count) {
    if (wants(hash)) {
      Counted counted = kept.get(hash);
      if (counted == null) {
        put(hash, new Counted(text, count));
      } else {
        counted.count += count;
      }
    }
  }

  @Override
  public void merge(NewTexts other) {
    raise(other.level);
    other.kept.forEach((hash, counted) -> add(hash, counted.text, counted.count));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, level);
    Wire.number(out, kept.size());
    for (Map.Entry<Long, Counted> entry : kept.entrySet()) {
      out.writeLong(entry.getKey());
      Wire.text(out, entry.getValue().text);
      Wire.number(out, entry.getValue().count);
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

  /** True if every text is kept. */
  boolean complete() {
    return level == 0;
  }

  /** A text and its rows. */
  static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String text;
    private long count;

    private Counted(String text, long count) {
      this.text = text;
      this.count = count;
    }

    String text() {
      return text;
    }

    long count() {
      return count;
    }
  }

  /** The kept texts, most frequent first, ties by the text. */
  List<Counted> mostFrequentFirst() {
    List<Counted> all = new ArrayList<>(kept.values());
    all.sort(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::text));
    return all;
  }
}
