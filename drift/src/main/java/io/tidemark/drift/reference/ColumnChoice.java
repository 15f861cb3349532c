package io.tidemark.drift.reference;

import io.tidemark.drift.NameSuggestion;
import io.tidemark.drift.profile.ColumnRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which columns of a dataset a reference profiles, and whether the options fit the dataset. */
final class ColumnChoice {
  private final Map<String, ColumnRead.Leaf> leaves;
  private final ReferenceOptions options;
  private final List<String> problems = new ArrayList<>();

  ColumnChoice(Map<String, ColumnRead.Leaf> leaves, ReferenceOptions options) {
    this.leaves = leaves;
    this.options = options;
  }

  /**
   * The columns to profile.
   *
   * @throws IllegalArgumentException with all that does not fit
   */
  List<ColumnRead.Leaf> columns() {
    checkNames();
    checkSlices();
    List<ColumnRead.Leaf> chosen = new ArrayList<>();
    for (ColumnRead.Leaf leaf : leaves.values()) {
      boolean named = options.include().contains(leaf.name());
      if (options.exclude().contains(leaf.name()) || !(named || options.include().isEmpty())) {
        continue;
      }
      if (leaf.kind().isPresent()) {
        chosen.add(leaf);
      } else if (named) {
        problems.add(
            "included column `%s` has the type %s, which cannot be profiled"
                .formatted(leaf.name(), leaf.dataType()));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "%s; the dataset has the columns %s"
              .formatted(String.join("; ", problems), leaves.keySet()));
    }
    return chosen;
  }

  private void checkNames() {
    for (String name : options.exclude().stream().sorted().toList()) {
      if (!leaves.containsKey(name)) {
        problems.add("excluded column `%s` does not exist".formatted(name));
      }
    }
    for (String name : options.include()) {
      if (!leaves.containsKey(name)) {
        problems.add("included column `%s` does not exist".formatted(name));
      } else if (options.exclude().contains(name)) {
        problems.add("column `%s` is both included and excluded".formatted(name));
      }
    }
  }

  private void checkSlices() {
    for (String key : options.slices().stream().flatMap(List::stream).distinct().toList()) {
      ColumnRead.Leaf leaf = leaves.get(key);
      if (leaf == null) {
        Optional<String> suggestion = NameSuggestion.closest(key, leaves.keySet());
        problems.add(
            "slice column `%s` does not exist%s"
                .formatted(key, suggestion.map(" (did you mean `%s`?)"::formatted).orElse("")));
      } else if (leaf.kind().isEmpty()) {
        problems.add(
            "slice column `%s` has the type %s, which has no slices"
                .formatted(key, leaf.dataType()));
      }
    }
  }
}
