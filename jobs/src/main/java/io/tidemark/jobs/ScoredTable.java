package io.tidemark.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;

import io.tidemark.jobs.config.Scoring;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.delta.DeltaCommits;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.quarantine.Quarantine;
import io.tidemark.training.TrainedModel;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The table of scored rows. A run writes it once, in one commit. */
final class ScoredTable {
  private static final List<String> OWN =
      List.of(
          "prediction",
          "score",
          "probabilities",
          "model_id",
          "model_version",
          "table_id",
          "table_version",
          "scored_at",
          "run_id");

  private final SparkSession spark;
  private final Scoring scoring;
  private final ResolvedTable table;

  ScoredTable(SparkSession spark, Scoring scoring, ResolvedTable table) {
    this.spark = spark;
    this.scoring = scoring;
    this.table = table;
  }

  /**
   * What was written.
   *
   * @param rows how many rows the run's commit has
   * @param now false if it was there already
   */
  record Written(long rows, boolean now) {}

  /** Finds what stands in the way, before any row is read. */
  void check(Dataset<Row> rows) {
    List<String> kept = kept(rows);
    List<String> missing = new ArrayList<>(kept);
    missing.removeAll(Arrays.asList(rows.columns()));
    if (!missing.isEmpty()) {
      throw misfit("`score.columns` names " + missing + ", which `" + table.label() + "` lacks");
    }
    List<String> clash = kept.stream().filter(OWN::contains).toList();
    if (!clash.isEmpty()) {
      throw misfit(
          "`"
              + table.label()
              + "` has columns "
              + clash
              + ", as the scored rows have of their own");
    }
    if (new Path(scoring.to()).equals(new Path(table.location()))) {
      throw misfit("`score.to` is the table itself");
    }
  }

  private static TidemarkException misfit(String message) {
    return new TidemarkException(
        ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
        message,
        null,
        "mend `score` in the monitor file, or choose the columns to keep with `score.columns`",
        null);
  }

  private List<String> kept(Dataset<Row> rows) {
    List<String> columns = scoring.columns();
    return columns == null ? Arrays.asList(rows.columns()) : columns;
  }

  /** Writes rows with predictions, unless the run has written them before. */
  Written write(
      Dataset<Row> predicted,
      TrainedModel model,
      String modelId,
      @Nullable Integer modelVersion,
      String runId,
      Instant now) {
    String mark = "tidemark scored: " + runId;
    boolean there = DeltaCommits.exists(spark, scoring.to(), mark);
    try {
      predicted
          .select(columns(predicted, model, modelId, modelVersion, runId, now))
          .write()
          .format("delta")
          .mode(SaveMode.Append)
          .option("txnAppId", "tidemark/score/" + runId)
          .option("txnVersion", 1)
          .option("mergeSchema", true)
          .option("userMetadata", mark)
          .save(scoring.to());
      return new Written(
          DeltaCommits.written(spark, scoring.to(), mark, col("run_id").equalTo(runId)), !there);
    } catch (Exception e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the scored rows cannot be written to `" + scoring.to() + "`",
          DeltaErrors.firstLine(e),
          "check the path, its permissions and the types of its columns; nothing was written",
          e);
    }
  }

  private Column[] columns(
      Dataset<Row> predicted,
      TrainedModel model,
      String modelId,
      @Nullable Integer modelVersion,
      String runId,
      Instant now) {
    List<String> own =
        scoring.columns() == null
            ? Arrays.stream(predicted.columns())
                .filter(name -> !name.startsWith("tidemark_") && !name.equals(Quarantine.FAILURES))
                .toList()
            : scoring.columns();
    List<Column> columns = new ArrayList<>(own.stream().map(ColumnNames::column).toList());
    columns.add(col(TrainedModel.PREDICTION).as("prediction"));
    Column probabilities = functions.vector_to_array(col(TrainedModel.PROBABILITY), "float64");
    switch (model.card().task()) {
      case BINARY -> columns.add(probabilities.getItem(1).as("score"));
      case MULTICLASS -> {
        columns.add(array_max(probabilities).as("score"));
        Column[] classes = model.classes().stream().map(name -> lit(name)).toArray(Column[]::new);
        columns.add(map_from_arrays(array(classes), probabilities).as("probabilities"));
      }
      case REGRESSION -> {}
    }
    columns.add(lit(modelId).as("model_id"));
    columns.add(lit(modelVersion).cast("int").as("model_version"));
    columns.add(lit(table.tableId()).as("table_id"));
    columns.add(lit(table.version()).as("table_version"));
    columns.add(lit(Timestamp.from(now)).as("scored_at"));
    columns.add(lit(runId).as("run_id"));
    return columns.toArray(Column[]::new);
  }
}
