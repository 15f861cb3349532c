package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;

/** A column of dates or timestamps: only nulls are counted, because such values move on. */
public record TemporalProfile(String name, String dataType, ColumnSummary summary)
    implements ColumnProfile {

  public TemporalProfile {
    Checks.present(name, dataType, summary);
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.TEMPORAL;
  }
}
