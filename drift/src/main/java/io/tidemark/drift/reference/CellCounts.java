package io.tidemark.drift.reference;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts on cells, compact in memory and in JSON, where they are a text such as {@code 5,3,0*120,7}
 * with runs of zeros shortened. Immutable.
 */
public final class CellCounts {
  private final long[] counts;

  private CellCounts(long[] counts) {
    this.counts = counts;
  }

  /** Of these counts. */
  public static CellCounts of(long[] counts) {
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("counts must not be negative, but one is " + count);
      }
    }
    return new CellCounts(counts.clone());
  }

  /** Reads what {@link #toString} wrote. */
  @JsonCreator
  public static CellCounts parse(String text) {
    String[] parts = text.isEmpty() ? new String[0] : text.split(",", -1);
    long[] counts = new long[Math.max(16, parts.length)];
    int size = 0;
    for (String part : parts) {
      int star = part.indexOf('*');
      int run = star < 0 ? 1 : Integer.parseInt(part.substring(star + 1));
      long count = Long.parseLong(star < 0 ? part : part.substring(0, star));
      if (size + run > counts.length) {
        counts = Arrays.copyOf(counts, Math.max(size + run, 2 * counts.length));
      }
      Arrays.fill(counts, size, size + run, count);
      size += run;
    }
    return of(Arrays.copyOf(counts, size));
  }

  /** The counts. */
  public long[] toArray() {
    return counts.clone();
  }

  /** Sum of the counts. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  @Override
  @JsonValue
  public String toString() {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < counts.length) {
      int start = i;
      while (i < counts.length && counts[i] == 0) {
        i++;
      }
      if (i - start > 1) {
        text.append(text.length() == 0 ? "" : ",").append("0*").append(i - start);
        continue;
      }
      i = start;
      text.append(text.length() == 0 ? "" : ",").append(counts[i++]);
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CellCounts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
