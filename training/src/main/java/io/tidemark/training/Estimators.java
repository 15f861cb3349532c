package io.tidemark.training;

import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.RandomForestRegressor;

/** MLlib's estimators, by our names of algorithms and parameters. */
final class Estimators {
  /** Column with the number of the predicted class, where classes have names. */
  static final String PREDICTED = "tidemark_predicted";

  private static final int LEAST_BINS = 32;

  private Estimators() {}

  /**
   * An estimator over {@link FeatureStages#VECTOR} and {@link Classes#TARGET}.
   *
   * @param mostCategories most categories of a feature, those for null included
   * @param weighted whether rows have a {@link Classes#WEIGHT}
   */
  static Estimator<?> of(TrainingSpec spec, int mostCategories, boolean weighted) {
    Estimator<?> estimator = unset(spec);
    ParamMap settings = settings(estimator, spec.learner().settings());
    put(settings, estimator, "labelCol", Classes.TARGET);
    put(settings, estimator, "featuresCol", FeatureStages.VECTOR);
    put(
        settings,
        estimator,
        "predictionCol",
        spec.task() == Task.MULTICLASS ? PREDICTED : TrainedModel.PREDICTION);
    if (spec.task() != Task.REGRESSION) {
      put(settings, estimator, "probabilityCol", TrainedModel.PROBABILITY);
      put(settings, estimator, "rawPredictionCol", "tidemark_raw_prediction");
    }
    if (weighted) {
      put(settings, estimator, "weightCol", Classes.WEIGHT);
    }
    if (spec.algorithm().isTrees()) {
      put(settings, estimator, "seed", spec.seed());
      put(settings, estimator, "maxBins", Math.max(LEAST_BINS, mostCategories));
    }
    return (Estimator<?>) estimator.copy(settings);
  }

  private static Estimator<?> unset(TrainingSpec spec) {
    boolean regression = spec.task() == Task.REGRESSION;
    return switch (spec.algorithm()) {
      case LOGISTIC_REGRESSION ->
          new LogisticRegression()
              .setFamily(spec.task() == Task.BINARY ? "binomial" : "multinomial");
      case LINEAR_REGRESSION -> new LinearRegression();
      case RANDOM_FOREST -> regression ? new RandomForestRegressor() : new RandomForestClassifier();
      case GBT -> regression ? new GBTRegressor() : new GBTClassifier();
    };
  }

  /** Settings as MLlib takes them. */
  static ParamMap settings(Estimator<?> estimator, Map<Parameter, Double> values) {
    ParamMap settings = new ParamMap();
    values.forEach(
        (parameter, value) -> {
          Object number = parameter.isWhole() ? (Object) value.intValue() : value;
          put(settings, estimator, name(parameter), number);
        });
    return settings;
  }

  private static void put(ParamMap map, Estimator<?> estimator, String name, Object value) {
    Param<Object> param = estimator.getParam(name);
    map.put(param, value);
  }

  private static String name(Parameter parameter) {
    return switch (parameter) {
      case ITERATIONS -> "maxIter";
      case TREES -> "numTrees";
      case MAX_DEPTH -> "maxDepth";
      case MIN_ROWS_PER_LEAF -> "minInstancesPerNode";
      case MIN_GAIN -> "minInfoGain";
      case SUBSAMPLING -> "subsamplingRate";
      case STEP_SIZE -> "stepSize";
      case REGULARIZATION -> "regParam";
      case ELASTIC_NET -> "elasticNetParam";
      case TOLERANCE -> "tol";
    };
  }
}
