package io.tidemark.checks.suggest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column.
 *
 * @param name its name as in the schema
 * @param type what it holds
 * @param rows all rows
 * @param nulls rows with a null
 * @param distinct about how many distinct values there are; null if not known
 * @param values the most frequent values as text with their rows, most frequent first
 * @param allValues whether {@code values} holds every value
 * @param numbers of a numeric column with a finite value; null for others
 * @param lengths of a text column with a value; null for others
 */
public record ColumnFacts(
    String name,
    Type type,
    long rows,
    long nulls,
    @Nullable Long distinct,
    Map<String, Long> values,
    boolean allValues,
    @Nullable Numbers numbers,
    @Nullable Lengths lengths) {

  /** What a column holds. */
  public enum Type {
    INTEGRAL,
    FRACTIONAL,
    TEXT,
    BOOLEAN,
    /** Dates, timestamps, structs, arrays and others: only their nulls are looked at. */
    OTHER
  }

  /**
   * Of a column of numbers.
   *
   * @param min smallest number; NaN left out
   * @param max largest number; NaN left out
   * @param mean arithmetic mean of the finite numbers
   * @param standardDeviation of the finite numbers; 0 for a single one
   * @param nans rows with NaN
   */
  public record Numbers(double min, double max, double mean, double standardDeviation, long nans) {
    boolean finite() {
      return Double.isFinite(min) && Double.isFinite(max);
    }
  }

  /** Characters of the shortest and of the longest text. */
  public record Lengths(long min, long max) {
    boolean fixed() {
      return min == max;
    }
  }

  public ColumnFacts {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Rows with a value. */
  long present() {
    return rows - nulls;
  }
}
