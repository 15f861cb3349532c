package io.tidemark.drift.reference;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.ColumnSummary;

/** The frozen profile of one column. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumericProfile.class, name = "numeric"),
  @JsonSubTypes.Type(value = CategoricalProfile.class, name = "categorical"),
  @JsonSubTypes.Type(value = TemporalProfile.class, name = "temporal")
})
public sealed interface ColumnProfile permits NumericProfile, CategoricalProfile, TemporalProfile {

  /** The column's name. */
  String name();

  /** Spark's name of its type, for example {@code bigint}. */
  String dataType();

  /** Rows, nulls and, for numbers, range and moments. */
  ColumnSummary summary();

  /** How the column is compared. */
  @JsonIgnore
  ColumnKind kind();
}
