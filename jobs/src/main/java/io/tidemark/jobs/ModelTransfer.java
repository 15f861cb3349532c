package io.tidemark.jobs;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** Copies a model from one result store to another: its folder, then its row. */
final class ModelTransfer {
  private final Configuration hadoop;
  private final ResultStore from;
  private final ResultStore to;

  ModelTransfer(Configuration hadoop, ResultStore from, ResultStore to) {
    this.hadoop = hadoop;
    this.from = from;
    this.to = to;
  }

  /**
   * Copies a model unless the other store has it.
   *
   * @param monitor name of the monitor in the other store
   * @throws TidemarkException if it is not there, or cannot be written
   */
  void copy(String modelId, String monitor) {
    if (!rows(to, modelId).isEmpty()) {
      return;
    }
    Row row =
        rows(from, modelId).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new TidemarkException(
                        ErrorCode.RESULT_NOT_FOUND,
                        "there is no model `" + modelId + "` in " + from.path(StoreTable.MODELS),
                        null,
                        "list the models with `tidemark models`",
                        null));
    to.requireOwner();
    String place = row.getAs("path");
    copyFolder(new Path(from.root() + "/" + place), new Path(to.root() + "/" + place));
    // The row is the commit: a folder without one is left from a copy that died, and is replaced.
    to.append(
        StoreTable.MODELS,
        modelId,
        new RowPins(
            row.getAs("run_id"),
            monitor,
            row.getAs("table_id"),
            row.getAs("table_version"),
            row.getAs("reference_id"),
            row.getAs("config_hash"),
            row.getAs("code_version")),
        List.of(
            Arrays.asList(
                modelId, row.getAs("created_at"), place, row.getAs("card"), row.getAs("recipe"))));
  }

  private static List<Row> rows(ResultStore store, String modelId) {
    return store.query(
        StoreTable.MODELS, all -> all.filter(col("model_id").equalTo(modelId)).limit(1));
  }

  private void copyFolder(Path source, Path target) {
    try {
      FileSystem sources = source.getFileSystem(hadoop);
      FileSystem targets = target.getFileSystem(hadoop);
      targets.delete(target, true);
      targets.mkdirs(target.getParent());
      if (!FileUtil.copy(sources, source, targets, target, false, true, hadoop)) {
        throw new IOException("not all files were copied");
      }
    } catch (IOException e) {
      throw new TidemarkException(
          ErrorCode.OUTPUT_NOT_WRITABLE,
          "the model cannot be copied from `" + source + "` to `" + target + "`",
          DeltaErrors.firstLine(e),
          "check that the first can be read and the second written, then run again",
          e);
    }
  }
}
