package io.tidemark.jobs.config;

import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/** Holds the names in {@code privacy.show} against the columns of a table. */
public final class PrivacyFit {
  private PrivacyFit() {}

  /**
   * Fails if a column is not there; all of them at once.
   *
   * @param schema the table's
   * @param label the table, for the message
   * @throws TidemarkException if a column is not there
   */
  public static void require(Monitor monitor, StructType schema, String label) {
    PrivacySettings settings = monitor.privacy();
    if (settings == null) {
      return;
    }
    Set<String> known = new LinkedHashSet<>(List.of(schema.fieldNames()));
    ColumnRead.leaves(schema).forEach(leaf -> known.add(leaf.name()));
    List<String> unknown = new ArrayList<>();
    for (String name : settings.show()) {
      if (!known.contains(name)) {
        unknown.add(
            "column `"
                + name
                + "` is not there"
                + Nearest.hint(name, known).replaceFirst("^;", ","));
      }
    }
    if (!unknown.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`privacy.show` does not fit `" + label + "`: " + String.join("; ", unknown),
          null,
          "its columns are "
              + String.join(", ", known)
              + "; mend `privacy.show` in the monitor file",
          null);
    }
  }
}
