package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Rows that are in two datasets: a golden set must not hold rows that a model has learned from. */
public final class Overlap {
  private Overlap() {}

  /**
   * Number of golden rows that also occur in the training rows: exact, in one query.
   *
   * <p>Two rows are the same if their keys are, or without keys all columns that both datasets
   * have. Null equals null, and NaN equals NaN. Columns that hold maps are compared as JSON.
   *
   * @param keys columns that identify a row; empty if there are none
   * @throws TrainingException if a key is missing in one of them, or they share no column
   */
  public static long count(Dataset<Row> golden, Dataset<Row> training, List<String> keys) {
    List<String> here = Arrays.asList(golden.columns());
    List<String> there = Arrays.asList(training.columns());
    for (String key : keys) {
      if (!here.contains(key) || !there.contains(key)) {
        throw new TrainingException(
            "key column `%s` is not in the %s rows; name columns that both have"
                .formatted(key, here.contains(key) ? "training" : "golden"));
      }
    }
    List<String> shared = keys.isEmpty() ? here.stream().filter(there::contains).toList() : keys;
    if (shared.isEmpty()) {
      throw new TrainingException(
          "the golden rows share no column with the training rows; their columns are "
              + String.join(", ", here));
    }
    Column same = lit(true);
    for (int i = 0; i < shared.size(); i++) {
      same = same.and(col("golden_" + i).eqNullSafe(col("training_" + i)));
    }
    return comparable(golden, shared, "golden_")
        .join(comparable(training, shared, "training_"), same, "left_semi")
        .count();
  }

  private static Dataset<Row> comparable(Dataset<Row> rows, List<String> columns, String prefix) {
    Column[] named = new Column[columns.size()];
    for (int i = 0; i < named.length; i++) {
      Column column = col(Inputs.quoted(columns.get(i)));
      DataType type = rows.schema().apply(columns.get(i)).dataType();
      named[i] =
          (type.catalogString().contains("map<") ? to_json(struct(column)) : column).as(prefix + i);
    }
    return rows.select(named);
  }
}
