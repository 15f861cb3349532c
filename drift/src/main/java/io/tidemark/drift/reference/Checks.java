package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnSummary;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every profile must satisfy, checked because it may come from a file. */
final class Checks {
  private Checks() {}

  static void present(
      @Nullable String name, @Nullable String dataType, @Nullable ColumnSummary summary) {
    Objects.requireNonNull(name, "the column has no name");
    Objects.requireNonNull(dataType, () -> "column `" + name + "` has no dataType");
    Objects.requireNonNull(summary, () -> "column `" + name + "` has no summary");
  }

  static void that(boolean holds, String column, String fact) {
    if (!holds) {
      throw new IllegalArgumentException("column `%s`: %s".formatted(column, fact));
    }
  }
}
