package io.tidemark.checks;

import java.util.Arrays;
import java.util.List;

/** Lists of column names. */
final class Names {
  private Names() {}

  /** The columns as given: at least one, and none twice. */
  static List<String> eachOnce(String what, List<String> columns) {
    if (columns.isEmpty() || columns.stream().distinct().count() < columns.size()) {
      throw new IllegalArgumentException(
          what + " over columns " + columns + "; give at least one column, each once");
    }
    return List.copyOf(columns);
  }

  /** Names that differ in a number: {@code c0}, {@code c1} and so on. */
  static String[] numbered(String prefix, int count) {
    String[] names = new String[count];
    Arrays.setAll(names, i -> prefix + i);
    return names;
  }
}
