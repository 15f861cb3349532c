package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.training.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;

/**
 * A model as MLflow's users expect it. The one class that knows how Spark puts a pipeline together.
 */
final class PipelineExport {
  private PipelineExport() {}

  /**
   * Saves a pipeline that also has a column {@code prediction}, which MLflow's generic interface
   * gives back.
   *
   * @param from path or URI of the saved pipeline
   * @param to path or URI of a new folder
   * @throws IOException if it cannot be saved
   * @throws TidemarkException if it cannot be loaded
   */
  static void save(String from, String to) throws IOException {
    PipelineModel model = load(from);
    List<Transformer> stages = new ArrayList<>(Arrays.asList(model.stages()));
    stages.add(
        new SQLTransformer()
            .setStatement("SELECT *, " + TrainedModel.PREDICTION + " AS prediction FROM __THIS__"));
    // Open to Java only; a Pipeline could put them together too, but wants rows to try them on.
    new PipelineModel(model.uid(), stages).write().overwrite().save(to);
  }

  private static PipelineModel load(String from) {
    try {
      return PipelineModel.load(from);
    } catch (Exception e) {
      // Spark's checked exceptions come undeclared.
      throw new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "the model cannot be loaded from " + from,
          DeltaErrors.firstLine(e),
          "restore the folder, or train the model again with another --out",
          e);
    }
  }
}
