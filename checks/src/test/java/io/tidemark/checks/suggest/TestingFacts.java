package io.tidemark.checks.suggest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of small columns. */
final class TestingFacts {
  static final String NAME = "c";

  private TestingFacts() {}

  /** A column of text of which all values are known. */
  static ColumnFacts texts(long nulls, Map<String, Long> values) {
    long present = values.values().stream().mapToLong(Long::longValue).sum();
    long min = values.keySet().stream().mapToLong(String::length).min().orElse(0);
    long max = values.keySet().stream().mapToLong(String::length).max().orElse(0);
    return new ColumnFacts(
        NAME,
        ColumnFacts.Type.TEXT,
        present + nulls,
        nulls,
        (long) values.size(),
        values,
        true,
        null,
        values.isEmpty() ? null : new ColumnFacts.Lengths(min, max));
  }

  /** Texts that differ, each in one row. */
  static Map<String, Long> different(int count, String format) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(String.format(java.util.Locale.ROOT, format, i), 1L);
    }
    return values;
  }

  /** Numbers in 1,000 rows of which the values are not known one by one. */
  static ColumnFacts numbers(
      String name, ColumnFacts.Type type, long distinct, double min, double max, long nans) {
    return new ColumnFacts(
        name,
        type,
        1000,
        0,
        distinct,
        Map.of(),
        false,
        new ColumnFacts.Numbers(min, max, (min + max) / 2, (max - min) / 4, nans),
        null);
  }

  /** Whole numbers of which all values are known, in rows without null. */
  static ColumnFacts codes(Map<String, Long> values) {
    long rows = values.values().stream().mapToLong(Long::longValue).sum();
    return new ColumnFacts(
        NAME,
        ColumnFacts.Type.INTEGRAL,
        rows,
        0,
        (long) values.size(),
        values,
        true,
        new ColumnFacts.Numbers(-1, 9, 4, 2, 0),
        null);
  }

  /** A column of which only nulls are known. */
  static ColumnFacts presence(long rows, long nulls, @Nullable Long distinct) {
    return new ColumnFacts(
        NAME, ColumnFacts.Type.OTHER, rows, nulls, distinct, Map.of(), false, null, null);
  }
}
