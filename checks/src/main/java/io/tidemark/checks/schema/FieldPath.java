package io.tidemark.checks.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a column or a field within it is: names from the outside in. An array's elements are under
 * {@code element}, a map's keys and values under {@code key} and {@code value}.
 *
 * @param names at least one for a column; none for the table itself
 */
public record FieldPath(List<String> names) {
  static final FieldPath TABLE = new FieldPath(List.of());

  public FieldPath {
    names = List.copyOf(names);
  }

  /** A path of these names. */
  public static FieldPath of(String... names) {
    return new FieldPath(List.of(names));
  }

  FieldPath child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new FieldPath(longer);
  }

  /** Where the field lies. */
  FieldPath parent() {
    return new FieldPath(names.subList(0, names.size() - 1));
  }

  boolean startsWith(FieldPath start) {
    return names.size() >= start.names.size()
        && names.subList(0, start.names.size()).equals(start.names);
  }

  /** The names joined by dots, as they are written in a contract. */
  @Override
  public String toString() {
    return String.join(".", names);
  }
}
