package io.tidemark.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The SQL of the columns that a feature becomes: one, or for a date sine and cosine of each of its
 * cycles. A number is null where it is not finite.
 */
final class FeatureSql {
  private static final int SECONDS_PER_DAY = 86_400;

  private FeatureSql() {}

  /** Expressions, one per column. */
  static List<String> of(Feature feature, DataType type) {
    // The line break ends a comment that the expression may end with.
    String value = "(" + feature.expression() + "\n)";
    return switch (feature.kind()) {
      case CATEGORICAL ->
          List.of(
              feature.buckets() == null
                  ? "CAST(" + value + " AS STRING)"
                  : "CASE WHEN %1$s IS NOT NULL THEN CAST(pmod(xxhash64(CAST(%1$s AS STRING)), %2$dL) AS STRING) END"
                      .formatted(value, feature.buckets()));
      case NUMERIC ->
          List.of(
              "CASE WHEN abs(CAST(%1$s AS DOUBLE)) < double('Infinity') THEN CAST(%1$s AS DOUBLE) END"
                  .formatted(value));
      case DATE -> cycles(value, type);
    };
  }

  private static List<String> cycles(String value, DataType type) {
    List<String> cycles = new ArrayList<>();
    String day;
    if (type instanceof DateType) {
      day = value;
    } else if (type instanceof TimestampType) {
      // From the instant itself, since functions such as hour() depend on the session's time zone.
      cycles.add("pmod(unix_seconds(%s), %2$d) / %2$d".formatted(value, SECONDS_PER_DAY));
      day =
          "date_from_unix_date(CAST(floor(unix_seconds(%s) / %d) AS INT))"
              .formatted(value, SECONDS_PER_DAY);
    } else {
      cycles.add(
          "(hour(%1$s) * 3600 + minute(%1$s) * 60 + second(%1$s)) / %2$d"
              .formatted(value, SECONDS_PER_DAY));
      day = "CAST(" + value + " AS DATE)";
    }
    cycles.add("(dayofweek(" + day + ") - 1) / 7");
    cycles.add("(dayofyear(" + day + ") - 1) / 365.25D");
    List<String> parts = new ArrayList<>();
    for (String cycle : cycles) {
      for (String function : List.of("sin", "cos")) {
        parts.add(String.format(Locale.ROOT, "%s(2 * pi() * (%s))", function, cycle));
      }
    }
    return parts;
  }
}
