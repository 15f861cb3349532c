package io.tidemark.jobs.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables of the result store. Every row carries the pins that its result depends on. */
public enum StoreTable {
  /** One row per run; a run counts only once its row is here. */
  RUNS(
      "runs",
      text("command"),
      text("environment"),
      text("verdict"),
      text("headline"),
      field("started_at", DataTypes.TimestampType),
      field("finished_at", DataTypes.TimestampType),
      field("rows", DataTypes.LongType),
      field("format_version", DataTypes.IntegerType),
      text("result")),
  /** One row per run and constraint. */
  CHECK_RESULTS(
      "check_results",
      text("constraint_id"),
      text("kind"),
      field("columns", DataTypes.createArrayType(DataTypes.StringType)),
      text("severity"),
      text("status"),
      text("expected"),
      field("actual", DataTypes.DoubleType),
      text("message"),
      text("description")),
  /** One row per run and number: rows, check metrics, model quality. */
  METRICS(
      "metrics",
      text("subject"),
      text("metric"),
      field("value", DataTypes.DoubleType),
      field("committed_at", DataTypes.TimestampType),
      field("measured_at", DataTypes.TimestampType)),
  /** One row per run, column and measure. */
  DRIFT(
      "drift",
      text("column"),
      text("measure"),
      field("effect", DataTypes.DoubleType),
      field("effect_low", DataTypes.DoubleType),
      field("effect_high", DataTypes.DoubleType),
      field("p_value", DataTypes.DoubleType),
      field("adjusted_p_value", DataTypes.DoubleType),
      field("noise", DataTypes.DoubleType),
      field("smallest_detectable", DataTypes.DoubleType),
      field("warn_threshold", DataTypes.DoubleType),
      field("drift_threshold", DataTypes.DoubleType),
      text("verdict"),
      text("column_verdict"),
      text("note"),
      field("statistic", DataTypes.DoubleType),
      field("exact", DataTypes.BooleanType),
      text("role")),
  /** One row per run, slice, column and measure. */
  SLICE_DRIFT(
      "slice_drift",
      field("slice_keys", DataTypes.createArrayType(DataTypes.StringType)),
      field("slice_values", DataTypes.createArrayType(DataTypes.StringType)),
      field("reference_rows", DataTypes.LongType),
      field("current_rows", DataTypes.LongType),
      text("slice_verdict"),
      text("column"),
      text("measure"),
      field("effect", DataTypes.DoubleType),
      field("effect_low", DataTypes.DoubleType),
      field("effect_high", DataTypes.DoubleType),
      field("p_value", DataTypes.DoubleType),
      field("adjusted_p_value", DataTypes.DoubleType),
      field("noise", DataTypes.DoubleType),
      field("smallest_detectable", DataTypes.DoubleType),
      field("warn_threshold", DataTypes.DoubleType),
      field("drift_threshold", DataTypes.DoubleType),
      text("verdict"),
      text("column_verdict"),
      text("note")),
  /** One row per run, column and slice: how much of the column's PSI the slice brings in. */
  SLICE_DRIVERS(
      "slice_drivers",
      text("column"),
      field("slice_keys", DataTypes.createArrayType(DataTypes.StringType)),
      field("slice_values", DataTypes.createArrayType(DataTypes.StringType)),
      field("part", DataTypes.DoubleType),
      field("share", DataTypes.DoubleType),
      field("rank", DataTypes.IntegerType)),
  /** One row per run, window, column and measure. */
  WINDOW_DRIFT(
      "window_drift",
      field("window_from", DataTypes.TimestampType),
      field("window_to", DataTypes.TimestampType),
      field("window_rows", DataTypes.LongType),
      field("window_drifted_share", DataTypes.DoubleType),
      text("window_verdict"),
      text("column"),
      text("measure"),
      field("effect", DataTypes.DoubleType),
      field("effect_low", DataTypes.DoubleType),
      field("effect_high", DataTypes.DoubleType),
      field("p_value", DataTypes.DoubleType),
      field("adjusted_p_value", DataTypes.DoubleType),
      field("noise", DataTypes.DoubleType),
      field("smallest_detectable", DataTypes.DoubleType),
      field("warn_threshold", DataTypes.DoubleType),
      field("drift_threshold", DataTypes.DoubleType),
      text("verdict"),
      text("column_verdict"),
      text("note")),
  /** One row per run and method that compares the columns together. */
  MULTIVARIATE_DRIFT(
      "multivariate_drift",
      text("method"),
      field("effect", DataTypes.DoubleType),
      field("expected", DataTypes.DoubleType),
      field("noise", DataTypes.DoubleType),
      field("p_value", DataTypes.DoubleType),
      field("warn_threshold", DataTypes.DoubleType),
      field("drift_threshold", DataTypes.DoubleType),
      text("verdict"),
      field("reference_rows", DataTypes.LongType),
      field("current_rows", DataTypes.LongType),
      field("columns", DataTypes.createArrayType(DataTypes.StringType)),
      field("contributions", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType)),
      text("problem")),
  /** One row per run, window of an inference log and number. */
  INFERENCE_WINDOWS(
      "inference_windows",
      field("window_from", DataTypes.TimestampType),
      field("window_to", DataTypes.TimestampType),
      field("rows", DataTypes.LongType),
      text("metric"),
      field("value", DataTypes.DoubleType),
      field("low", DataTypes.DoubleType),
      field("high", DataTypes.DoubleType),
      text("kind"),
      text("expected"),
      text("verdict"),
      text("note")),
  /** One row per frozen reference and name that it was asked for by. */
  REFERENCES(
      "references",
      field("created_at", DataTypes.TimestampType),
      field("rows", DataTypes.LongType),
      text("where"),
      text("requested"),
      text("profile"),
      field("versions", DataTypes.createArrayType(DataTypes.LongType))),
  /** One row per trained model. */
  MODELS(
      "models",
      text("model_id"),
      field("created_at", DataTypes.TimestampType),
      text("path"),
      text("card"),
      text("recipe")),
  /** One row per decision that something asked for. */
  TRIGGERS(
      "triggers",
      text("trigger_id"),
      field("created_at", DataTypes.TimestampType),
      text("state"),
      field("reasons", DataTypes.createArrayType(DataTypes.StringType)),
      text("explanation"),
      field("cool_down_until", DataTypes.TimestampType)),
  /** One row per try to carry out a request for retraining, and one when it ends. */
  RETRAININGS(
      "retrainings",
      text("trigger_id"),
      field("attempt", DataTypes.IntegerType),
      text("state"),
      field("at", DataTypes.TimestampType),
      text("who"),
      text("model_id"),
      text("explanation"),
      text("token")),
  /** One row when a message to a sink is begun, and one when it ended. */
  NOTIFICATIONS(
      "notifications",
      text("command"),
      text("environment"),
      text("sink"),
      field("sequence", DataTypes.LongType),
      text("delivery"),
      text("event"),
      text("state"),
      field("holding", DataTypes.createArrayType(DataTypes.StringType)),
      field("happened", DataTypes.createArrayType(DataTypes.StringType)),
      field("at", DataTypes.TimestampType),
      field("claimed_until", DataTypes.TimestampType),
      text("problem"),
      text("token")),
  /** One row per event of a monitor's registry of models. */
  REGISTRY(
      "registry",
      field("sequence", DataTypes.LongType),
      text("action"),
      text("model_id"),
      field("model_version", DataTypes.IntegerType),
      text("environment"),
      text("who"),
      field("at", DataTypes.TimestampType),
      text("note"),
      text("token"));

  private static final List<StructField> PINS =
      List.of(
          text("run_id"),
          text("monitor"),
          text("table_id"),
          field("table_version", DataTypes.LongType),
          text("reference_id"),
          text("config_hash"),
          text("code_version"));

  private final String folder;

  @SuppressWarnings(
      "ImmutableEnumChecker") // Spark's StructField is immutable, but not annotated as such.
  private final List<StructField> own;

  StoreTable(String folder, StructField... own) {
    this.folder = folder;
    this.own = List.of(own);
  }

  /** Folder below the result store's root. */
  public String folder() {
    return folder;
  }

  /** The pins first, then the table's own columns. */
  public StructType schema() {
    List<StructField> fields = new ArrayList<>(PINS);
    fields.addAll(own);
    return DataTypes.createStructType(fields);
  }

  private static StructField text(String name) {
    return field(name, DataTypes.StringType);
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
