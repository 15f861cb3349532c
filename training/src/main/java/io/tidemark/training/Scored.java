package io.tidemark.training;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;

/** Columns of scored rows: what a label and a model's answer are boiled down to. */
final class Scored {
  /** Binary: 0.0 or 1.0; several classes: text; regression: a number. */
  static final String LABEL = "label";

  /** The same of the prediction. */
  static final String PREDICTION = "prediction";

  /** Binary: probability of 1; several classes: probability of the label. */
  static final String SCORE = "score";

  /** Several classes: sum over the classes of the squared difference of probability and label. */
  static final String BRIER = "brier";

  private Scored() {}

  /**
   * The columns of rows that a model has been applied to.
   *
   * @param label the label: binary and regression a double, several classes a text
   */
  static List<Column> columns(Task task, PipelineModel model, Column label) {
    Column prediction = col(TrainedModel.PREDICTION).as(PREDICTION);
    if (task == Task.REGRESSION) {
      return List.of(label.as(LABEL), prediction);
    }
    Column probabilities = functions.vector_to_array(col(TrainedModel.PROBABILITY), "float64");
    if (task == Task.BINARY) {
      return List.of(label.as(LABEL), prediction, probabilities.getItem(1).as(SCORE));
    }
    Column classes = array(Arrays.stream(classes(model)).map(c -> lit(c)).toArray(Column[]::new));
    // 0 for a class that the model has never seen: it gives it no probability.
    Column position = coalesce(array_position(classes, label), lit(0L)).cast("int");
    Column ofLabel =
        when(
                position.gt(0).and(position.leq(size(probabilities))),
                element_at(probabilities, when(position.gt(0), position).otherwise(lit(1))))
            .otherwise(lit(0.0));
    Column squares = aggregate(probabilities, lit(0.0), (sum, p) -> sum.plus(p.multiply(p)));
    return List.of(
        label.as(LABEL),
        prediction,
        ofLabel.as(SCORE),
        // Sum of p^2 but for the label, where it is (1 - p)^2.
        squares.minus(ofLabel.multiply(2)).plus(1).as(BRIER));
  }

  /** The classes of a model of several classes, in the order of its probabilities. */
  static String[] classes(PipelineModel model) {
    Transformer[] stages = model.stages();
    if (stages.length > 0 && stages[stages.length - 1] instanceof IndexToString names) {
      return names.getLabels();
    }
    throw new TrainingException(
        "pipeline %s does not end with the names of its classes; train the model again"
            .formatted(model.uid()));
  }
}
