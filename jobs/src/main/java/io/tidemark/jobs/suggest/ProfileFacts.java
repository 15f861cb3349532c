package io.tidemark.jobs.suggest;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tidemark.checks.suggest.ColumnFacts;
import io.tidemark.drift.ColumnSummary;
import io.tidemark.drift.profile.ColumnKinds;
import io.tidemark.drift.reference.CategoricalProfile;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import io.tidemark.jobs.delta.ColumnNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the profile of a version says of its columns. */
public final class ProfileFacts {
  /** From here on not every whole number is a double. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private ProfileFacts() {}

  /**
   * The facts of a version.
   *
   * @param rows number of its rows
   * @param columns its columns in order; fields of structs are not looked at
   */
  public record Version(long rows, List<ColumnFacts> columns) {
    public Version {
      columns = List.copyOf(columns);
    }
  }

  /** Profiles rows; the number of Spark jobs does not depend on the number of columns. */
  public static Version of(Dataset<Row> rows) {
    ReferenceProfile profile =
        ReferenceProfiles.freeze(profilable(rows), ReferenceOptions.defaults());
    Map<String, StructField> fields = new LinkedHashMap<>();
    for (StructField field : rows.schema().fields()) {
      fields.put(field.name(), field);
    }
    return new Version(
        profile.rows(),
        profile.columns().stream()
            .map(column -> facts(column, Objects.requireNonNull(fields.get(column.name()))))
            .toList());
  }

  private static boolean profiles(StructField field) {
    return ColumnKinds.of(field.dataType()).isPresent();
  }

  /** Columns that cannot be profiled, such as arrays, become true where they are not null. */
  private static Dataset<Row> profilable(Dataset<Row> rows) {
    StructType schema = rows.schema();
    if (Arrays.stream(schema.fields()).allMatch(ProfileFacts::profiles)) {
      return rows;
    }
    return rows.select(
        Arrays.stream(schema.fields())
            .map(
                field -> {
                  Column column = ColumnNames.column(field.name());
                  return profiles(field)
                      ? column
                      : when(column.isNotNull(), lit(true)).as(field.name());
                })
            .toArray(Column[]::new));
  }

  private static ColumnFacts facts(ColumnProfile column, StructField field) {
    ColumnSummary summary = column.summary();
    if (profiles(field) && column instanceof NumericProfile numeric) {
      return numeric(numeric);
    }
    if (profiles(field) && column instanceof CategoricalProfile categorical) {
      return categorical(categorical);
    }
    return new ColumnFacts(
        column.name(),
        ColumnFacts.Type.OTHER,
        summary.rows(),
        summary.nulls(),
        null,
        Map.of(),
        false,
        null,
        null);
  }

  private static ColumnFacts numeric(NumericProfile column) {
    ColumnSummary summary = column.summary();
    boolean whole = column.dataType().matches("tinyint|smallint|int|bigint|decimal\\(\\d+,0\\)");
    boolean all = whole && eachValueHasACell(column);
    return new ColumnFacts(
        column.name(),
        whole ? ColumnFacts.Type.INTEGRAL : ColumnFacts.Type.FRACTIONAL,
        summary.rows(),
        summary.nulls(),
        summary.distinct(),
        all ? values(column) : Map.of(),
        all,
        numbers(summary),
        null);
  }

  private static ColumnFacts.@Nullable Numbers numbers(ColumnSummary summary) {
    Double min = summary.min();
    Double max = summary.max();
    Double mean = summary.mean();
    Double deviation = summary.standardDeviation();
    return min == null || max == null || mean == null
        ? null
        : new ColumnFacts.Numbers(
            min, max, mean, deviation == null ? 0 : deviation, summary.nans());
  }

  /** Cells between the cut points are empty where the cut points are all the values. */
  private static boolean eachValueHasACell(NumericProfile column) {
    for (int cell = 0; cell < column.cells().size(); cell += 2) {
      if (column.cells().get(cell) > 0) {
        return false;
      }
    }
    return column.cuts().stream().allMatch(cut -> Math.abs(cut) < LARGEST_WHOLE);
  }

  private static Map<String, Long> values(NumericProfile column) {
    List<Map.Entry<String, Long>> counted = new ArrayList<>();
    for (int i = 0; i < column.cuts().size(); i++) {
      counted.add(
          Map.entry(
              Long.toString(column.cuts().get(i).longValue()), column.cells().get(2 * i + 1)));
    }
    Map<String, Long> values = new LinkedHashMap<>();
    counted.stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(value -> values.put(value.getKey(), value.getValue()));
    return values;
  }

  private static ColumnFacts categorical(CategoricalProfile column) {
    ColumnSummary summary = column.summary();
    boolean text = column.dataType().equals("string");
    ColumnSummary.Lengths lengths = summary.lengths();
    Map<String, Long> values = new LinkedHashMap<>();
    column.categories().forEach(category -> values.put(category.name(), category.count()));
    return new ColumnFacts(
        column.name(),
        text ? ColumnFacts.Type.TEXT : ColumnFacts.Type.BOOLEAN,
        summary.rows(),
        summary.nulls(),
        summary.distinct(),
        values,
        column.complete(),
        null,
        text && lengths != null ? new ColumnFacts.Lengths(lengths.min(), lengths.max()) : null);
  }
}
