package io.tidemark.training;

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
}
