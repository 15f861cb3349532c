package io.tidemark.checks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Constraints to evaluate together.
 *
 * @param constraints in the order of the report; ids must differ, else {@link
 *     IllegalArgumentException}
 */
public record Suite(List<Constraint> constraints) {

  public Suite {
    constraints = List.copyOf(constraints);
    Set<String> seen = new HashSet<>();
    String twice =
        constraints.stream()
            .map(Constraint::id)
            .filter(id -> !seen.add(id))
            .distinct()
            .map(id -> "`" + id + "`")
            .collect(Collectors.joining(", "));
    if (!twice.isEmpty()) {
      throw new IllegalArgumentException(
          "more than one constraint of the suite has the id "
              + twice
              + "; give each an id of its own");
    }
  }
}
