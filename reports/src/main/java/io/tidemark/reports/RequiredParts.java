package io.tidemark.reports;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a record read from JSON lacks: Jackson fills a missing component with null, whatever
 * its type says.
 */
final class RequiredParts {

  private RequiredParts() {}

  /** Path of the first component that is null though its type does not allow it. */
  static Optional<String> firstMissing(Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Optional<String> missing = missing(component, read(component, value));
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missing(RecordComponent component, @Nullable Object value) {
    String name = component.getName();
    if (value == null) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          ? Optional.empty()
          : Optional.of(name);
    }
    if (value instanceof Record inner) {
      return firstMissing(inner).map(path -> name + "." + path);
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Record inner) {
          Optional<String> missing = firstMissing(inner);
          if (missing.isPresent()) {
            return Optional.of(name + "[" + i + "]." + missing.get());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read record component " + component, e);
    }
  }
}
