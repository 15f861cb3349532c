package io.tidemark.jobs.config;

import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.training.Algorithm;
import io.tidemark.training.Feature;
import io.tidemark.training.Task;
import io.tidemark.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code training} to the specification of the training module. */
public final class TrainingSettings {
  private static final long DEFAULT_SEED = 42;
  private static final double DEFAULT_HELD_OUT = 0.2;

  private TrainingSettings() {}

  /** The specification of a monitor's model; null if it has none. */
  static @Nullable TrainingSpec specOf(Monitor monitor) {
    return monitor.training() == null ? null : spec(monitor.training());
  }

  /** The specification. */
  public static TrainingSpec spec(Monitor.Training training) {
    List<Feature> features = new ArrayList<>();
    training
        .features()
        .forEach(
            (name, feature) ->
                features.add(
                    new Feature(
                        name,
                        feature.sql() == null ? ColumnNames.quoted(name) : feature.sql(),
                        Feature.Kind.valueOf(feature.kind().toUpperCase(Locale.ROOT)))));
    Algorithm algorithm =
        training.algorithm() == null
            ? Algorithm.LOGISTIC_REGRESSION
            : Algorithm.valueOf(training.algorithm().toUpperCase(Locale.ROOT));
    Double heldOut = training.split().heldOut();
    return new TrainingSpec(
        Task.BINARY,
        training.label(),
        features,
        algorithm,
        training.split().column(),
        heldOut == null ? DEFAULT_HELD_OUT : heldOut,
        training.seed() == null ? DEFAULT_SEED : training.seed());
  }

  /**
   * Fails if label, features or split do not fit the columns of a table; all misfits at once, and
   * without reading a row.
   */
  public static void requireFit(TrainingSpec spec, Dataset<Row> rows) {
    List<String> misfits = new ArrayList<>();
    check(rows, "label", spec.label(), misfits);
    spec.features().forEach(f -> check(rows, "features." + f.name(), f.expression(), misfits));
    if (!Arrays.asList(rows.columns()).contains(spec.splitColumn())) {
      misfits.add(
          "split.column: column `"
              + spec.splitColumn()
              + "` is not in the table"
              + Nearest.hint(spec.splitColumn(), Arrays.asList(rows.columns())));
    }
    if (!misfits.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`training` does not fit the table: " + String.join("; ", misfits),
          null,
          "its columns are "
              + String.join(", ", rows.columns())
              + "; mend `training` in the monitor file",
          null);
    }
  }

  private static void check(Dataset<Row> rows, String key, String sql, List<String> misfits) {
    try {
      rows.select(functions.expr(sql)).schema();
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      misfits.add(key + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(sql));
    }
  }
}
