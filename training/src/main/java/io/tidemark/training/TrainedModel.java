package io.tidemark.training;

import java.util.List;
import org.apache.spark.ml.PipelineModel;

/**
 * A model and what is known of it.
 *
 * @param model self-contained pipeline from raw rows to {@value #PROBABILITY} (vector of the
 *     probabilities of 0 and 1) and {@value #PREDICTION} (0.0 or 1.0), besides intermediate columns
 *     whose names begin with {@code tidemark_}; saving and loading it changes nothing
 * @param card what it is, with its quality on the held-out rows
 */
public record TrainedModel(PipelineModel model, ModelCard card) {
  /** Column with the probabilities of 0 and 1. */
  public static final String PROBABILITY = "tidemark_probability";

  /** Column with the predicted class. */
  public static final String PREDICTION = "tidemark_prediction";

  /** The classes in the order of their probabilities; none for regression. */
  public List<String> classes() {
    return switch (card.task()) {
      case BINARY -> List.of("0", "1");
      case MULTICLASS -> List.of(Scored.classes(model));
      case REGRESSION -> List.of();
    };
  }
}
