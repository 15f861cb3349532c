package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.ColumnSummary.Lengths;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Counts the categories that are known by name, and all others together. The cells are the known
 * ones in order, then one for all others. Of the others, as many as fit are counted by name too.
 */
public final class CategoryTally extends ColumnTally {
  private static final long serialVersionUID = 1L;
  private static final int OTHERS_BY_NAME = 1024;
  private static final int UNKNOWN = -1;

  private final TextIndex known;
  private final long[] cells;
  private final NewTexts news;
  private final DistinctCounter distinct = new DistinctCounter();
  private boolean grouped;
  private long shortest = Long.MAX_VALUE;
  private long longest = -1;
  private long characters;

  /** What the codes below refer to; null if to the last block only. */
  private transient @Nullable Object dictionary;

  private transient int[] cellOfCode = {};
  private transient long[] hashes = {};
  private transient int[] lengths = {};
  private transient int[] weights = {};

  /** Counts these categories, without duplicates. */
  public CategoryTally(List<String> known) {
    this(new TextIndex(known), OTHERS_BY_NAME);
  }

  /** Counts these categories, and up to a limit of others by name. */
  CategoryTally(TextIndex known, int othersByName) {
    this.known = known;
    cells = new long[known.size() + 1];
    news = new NewTexts(othersByName);
  }

  /** Only the shape travels to tasks; what is counted comes back by {@link #write}. */
  private Object writeReplace() {
    return new Shape(known, news.limit());
  }

  private record Shape(TextIndex known, int othersByName) implements Serializable {
    private Object readResolve() {
      return new CategoryTally(known, othersByName);
    }
  }

  @Override
  public CategoryTally empty() {
    return new CategoryTally(known, news.limit());
  }

  @Override
  void acceptValues(ColumnBlock block) {
    prepare(block);
    int size = block.size();
    int[] codes = block.codes();
    int[] found = block.cells();
    for (int i = 0; i < size; i++) {
      int code = codes[i];
      weights[code]++;
      if (cellOfCode[code] == UNKNOWN) {
        lookUp(code, block.texts()[code]);
      }
      found[i] = cellOfCode[code];
    }
    for (int i = 0; i < size; i++) {
      int code = codes[i];
      int weight = weights[code];
      if (weight > 0) {
        weights[code] = 0;
        add(code, block.texts()[code], weight);
      }
    }
  }

  /** Makes room, and forgets what was known of other texts. */
  private void prepare(ColumnBlock block) {
    int texts = block.distinct();
    int old = cellOfCode.length;
    if (old < texts) {
      cellOfCode = Arrays.copyOf(cellOfCode, texts);
      Arrays.fill(cellOfCode, old, texts, UNKNOWN);
      hashes = Arrays.copyOf(hashes, texts);
      lengths = Arrays.copyOf(lengths, texts);
      weights = Arrays.copyOf(weights, texts);
    }
    if (block.dictionary() == null) {
      Arrays.fill(cellOfCode, 0, texts, UNKNOWN);
    } else if (block.dictionary() != dictionary) {
      Arrays.fill(cellOfCode, UNKNOWN);
    }
    dictionary = block.dictionary();
  }

  private void lookUp(int code, UTF8String text) {
    long hash = Texts.hash(text);
    distinct.add(hash);
    int length = Texts.length(text);
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    int position = known.find(hash, text);
    hashes[code] = hash;
    lengths[code] = length;
    cellOfCode[code] = position < 0 ? cells.length - 1 : position;
  }

  private void add(int code, UTF8String text, int weight) {
    int cell = cellOfCode[code];
    cells[cell] += weight;
    characters += (long) lengths[code] * weight;
    if (cell == cells.length - 1) {
      news.add(hashes[code], text, weight);
    }
  }

  @Override
  boolean hasShapeOf(ColumnTally other) {
    return other instanceof CategoryTally that && known.equals(that.known);
  }

  @Override
  void mergeValues(ColumnTally other) {
    CategoryTally that = (CategoryTally) other;
    for (int i = 0; i < cells.length; i++) {
      cells[i] += that.cells[i];
    }
    news.merge(that.news);
    distinct.merge(that.distinct);
    shortest = Math.min(shortest, that.shortest);
    longest = Math.max(longest, that.longest);
    characters += that.characters;
  }

  @Override
  void writeValues(DataOutput out) throws IOException {
    Wire.counts(out, cells);
    news.write(out);
    distinct.write(out);
    out.writeLong(shortest);
    out.writeLong(longest);
    Wire.number(out, characters);
  }

  @Override
  void readValues(DataInput in) throws IOException {
    Wire.addCounts(in, cells);
    news.read(in);
    distinct.read(in);
    shortest = Math.min(shortest, in.readLong());
    longest = Math.max(longest, in.readLong());
    characters += Wire.number(in);
  }

  @Override
  int cellCount() {
    return cells.length;
  }

  @Override
  CategoryTally of(GroupCells counted, long groupRows) {
    CategoryTally tally = empty();
    tally.setRows(groupRows, groupRows - counted.values());
    System.arraycopy(counted.counts(), 0, tally.cells, 0, cells.length);
    tally.grouped = true;
    return tally;
  }

  /** Counts of the known categories, in the order they were given. */
  public long[] counts() {
    return Arrays.copyOf(cells, cells.length - 1);
  }

  @Override
  public long[] cellRows() {
    return cells.clone();
  }

  /** Rows with a category that is not known by name. */
  public long others() {
    return cells[cells.length - 1];
  }

  /**
   * The others by name with their rows, most frequent first; where there were too many, some of
   * them, see {@link #othersComplete()}. Long ones are cut short.
   */
  public Map<String, Long> othersByName() {
    Map<String, Long> named = new LinkedHashMap<>();
    for (NewTexts.Counted counted : news.mostFrequentFirst()) {
      named.merge(counted.text(), counted.count(), Long::sum);
    }
    return named;
  }

  /** True if every other category is known by name. */
  public boolean othersComplete() {
    return news.complete();
  }

  /** Characters of the longest text; -1 without one. */
  long longest() {
    return longest;
  }

  @Override
  public ColumnSummary summary() {
    long values = rows() - nulls();
    return new ColumnSummary(
        rows(),
        nulls(),
        0,
        null,
        null,
        null,
        null,
        null,
        grouped ? null : lengths(values),
        grouped ? null : (Long) distinct.estimate());
  }

  private @Nullable Lengths lengths(long values) {
    return values == 0 ? null : new Lengths(shortest, longest, (double) characters / values);
  }
}
