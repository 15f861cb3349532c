package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnKind;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Which Spark types are compared, and how. */
public final class ColumnKinds {
  private ColumnKinds() {}

  /**
   * Returns how columns of a type are compared; empty for types that are not: struct, array, map,
   * binary, interval and user-defined ones.
   */
  public static Optional<ColumnKind> of(DataType type) {
    if (type instanceof NumericType) {
      return Optional.of(ColumnKind.NUMERIC);
    }
    if (type instanceof StringType || type instanceof BooleanType) {
      return Optional.of(ColumnKind.CATEGORICAL);
    }
    if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return Optional.of(ColumnKind.TEMPORAL);
    }
    return Optional.empty();
  }
}
