package io.tidemark.reports.privacy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps count of what a result does not show, to tell so. */
final class Hidden {
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Adds something, named in the plural. */
  void add(String what, int number) {
    if (number > 0) {
      counts.merge(what, number, Integer::sum);
    }
  }

  /** One sentence each. */
  List<String> inWords() {
    return counts.entrySet().stream()
        .map(entry -> "Not shown: " + entry.getValue() + " " + entry.getKey() + ".")
        .toList();
  }
}
