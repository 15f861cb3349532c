package io.tidemark.training;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much each feature bears on a model, as shares that add up to 1; all 0 where none does.
 *
 * <ul>
 *   <li>Logistic regression: the standard deviation over the training rows of what the feature adds
 *       to the log-odds. For a number that is |coefficient| times its standard deviation; for a
 *       category it is that of the coefficients over its rows, however many categories there are.
 *   <li>Trees: MLlib's importance (mean decrease in impurity).
 * </ul>
 */
final class Importances {
  private Importances() {}

  /**
   * Importance by feature name, in the order of the spec.
   *
   * @param training the rows that the model was fitted on, with the derived columns
   */
  static Map<String, Double> of(PipelineModel model, TrainingSpec spec, Dataset<Row> training) {
    Transformer[] stages = model.stages();
    Transformer classifier = stages[stages.length - 1];
    if (classifier instanceof LogisticRegressionModel logistic) {
      Dataset<Row> vectors = training;
      for (int i = 1; i < stages.length - 1; i++) {
        vectors = stages[i].transform(vectors);
      }
      return shares(spec, spreads(model, spec, logistic.coefficients(), vectors));
    }
    if (classifier instanceof GBTClassificationModel trees) {
      Map<Integer, Double> byFeature = new LinkedHashMap<>();
      List<Integer> inVector = inVector(spec);
      for (int i = 0; i < inVector.size(); i++) {
        byFeature.put(inVector.get(i), trees.featureImportances().apply(i));
      }
      return shares(spec, byFeature);
    }
    throw new IllegalStateException("no importances of a " + classifier.getClass().getName());
  }

  /** Features by number in the order of the vector: categories first, see {@link FeatureStages}. */
  private static List<Integer> inVector(TrainingSpec spec) {
    List<Integer> order = new ArrayList<>();
    for (Feature.Kind kind : List.of(Feature.Kind.CATEGORICAL, Feature.Kind.NUMERIC)) {
      for (int i = 0; i < spec.features().size(); i++) {
        if (spec.features().get(i).kind() == kind) {
          order.add(i);
        }
      }
    }
    return order;
  }

  private static Map<Integer, Double> spreads(
      PipelineModel model, TrainingSpec spec, Vector coefficients, Dataset<Row> vectors) {
    Row summary =
        vectors
            .select(Summarizer.metrics("mean", "variance").summary(col(FeatureStages.VECTOR)))
            .first()
            .getStruct(0);
    Vector mean = summary.getAs(0);
    Vector variance = summary.getAs(1);
    List<Integer> widths = widths(model);
    Map<Integer, Double> spreads = new LinkedHashMap<>();
    int at = 0;
    for (int feature : inVector(spec)) {
      if (spec.features().get(feature).kind() == Feature.Kind.NUMERIC) {
        spreads.put(feature, Math.abs(coefficients.apply(at)) * Math.sqrt(variance.apply(at)));
        at++;
        continue;
      }
      // A row has at most one category, so that products of two indicators vanish.
      int end = at + widths.get(spreads.size());
      double first = 0;
      double second = 0;
      for (; at < end; at++) {
        first += mean.apply(at) * coefficients.apply(at);
        second += mean.apply(at) * coefficients.apply(at) * coefficients.apply(at);
      }
      spreads.put(feature, Math.sqrt(Math.max(0, second - first * first)));
    }
    return spreads;
  }

  /** Indicators of each categorical feature: one per category, that of the rest is left out. */
  private static List<Integer> widths(PipelineModel model) {
    return Arrays.stream(model.stages())
        .filter(StringIndexerModel.class::isInstance)
        .map(StringIndexerModel.class::cast)
        .flatMap(indexer -> Arrays.stream(indexer.labelsArray()))
        .map(labels -> labels.length)
        .toList();
  }

  private static Map<String, Double> shares(TrainingSpec spec, Map<Integer, Double> byFeature) {
    double sum = byFeature.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < spec.features().size(); i++) {
      double own = byFeature.getOrDefault(i, 0.0);
      shares.put(spec.features().get(i).name(), sum > 0 ? own / sum : 0);
    }
    return shares;
  }
}
