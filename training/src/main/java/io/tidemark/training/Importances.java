package io.tidemark.training;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.GBTRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much each feature bears on a model, as shares that add up to 1; all 0 where none does. A
 * feature that is several numbers has the sum of theirs.
 *
 * <ul>
 *   <li>Linear models: the standard deviation over the training rows of what the feature adds to
 *       the log-odds or the prediction; of several classes the mean. For a number that is
 *       |coefficient| times its standard deviation; for a category it is that of the coefficients
 *       over its rows, however many categories there are.
 *   <li>Trees: MLlib's importance (mean decrease in impurity).
 * </ul>
 */
final class Importances {
  private Importances() {}

  /**
   * Importance by feature name, in the order of the spec.
   *
   * @param vectors the vectors that the model was fitted on
   */
  static Map<String, Double> of(
      PipelineModel pipeline, TrainingSpec spec, FeatureStages stages, Dataset<Row> vectors) {
    PredictionModel<Vector, ?> model = Predictor.of(pipeline).model();
    List<Integer> categories = FeatureStages.categories(pipeline);
    double[] bySlot;
    if (model instanceof LogisticRegressionModel logistic) {
      Matrix coefficients = logistic.coefficientMatrix();
      List<double[]> rows = new ArrayList<>();
      for (int k = 0; k < coefficients.numRows(); k++) {
        double[] row = new double[coefficients.numCols()];
        for (int j = 0; j < row.length; j++) {
          row[j] = coefficients.apply(k, j);
        }
        rows.add(row);
      }
      bySlot = spreads(rows, categories, stages, vectors);
    } else if (model instanceof LinearRegressionModel linear) {
      bySlot = spreads(List.of(linear.coefficients().toArray()), categories, stages, vectors);
    } else {
      bySlot = ofTrees(model).toArray();
    }
    return shares(spec, stages, bySlot);
  }

  private static Vector ofTrees(PredictionModel<Vector, ?> model) {
    if (model instanceof GBTClassificationModel trees) {
      return trees.featureImportances();
    }
    if (model instanceof GBTRegressionModel trees) {
      return trees.featureImportances();
    }
    if (model instanceof RandomForestClassificationModel trees) {
      return trees.featureImportances();
    }
    if (model instanceof RandomForestRegressionModel trees) {
      return trees.featureImportances();
    }
    throw new IllegalStateException("no importances of a " + model.getClass().getName());
  }

  /** Spread of what each derived column adds, mean over the rows of coefficients. */
  private static double[] spreads(
      List<double[]> coefficients,
      List<Integer> categories,
      FeatureStages stages,
      Dataset<Row> vectors) {
    Row summary =
        vectors
            .select(Summarizer.metrics("mean", "variance").summary(col(FeatureStages.VECTOR)))
            .first()
            .getStruct(0);
    Vector mean = summary.getAs(0);
    Vector variance = summary.getAs(1);
    double[] spreads = new double[stages.inVector().size()];
    for (double[] row : coefficients) {
      int at = 0;
      for (int slot = 0; slot < spreads.length; slot++) {
        boolean category = stages.inVector().get(slot).category();
        int end = at + (category ? categories.get(slot) : 1);
        double spread =
            category
                ? ofCategories(row, mean, at, end)
                : Math.abs(row[at]) * Math.sqrt(variance.apply(at));
        spreads[slot] += spread / coefficients.size();
        at = end;
      }
    }
    return spreads;
  }

  /** A row has at most one category, so that products of two indicators vanish. */
  private static double ofCategories(double[] coefficients, Vector mean, int from, int to) {
    double first = 0;
    double second = 0;
    for (int i = from; i < to; i++) {
      first += mean.apply(i) * coefficients[i];
      second += mean.apply(i) * coefficients[i] * coefficients[i];
    }
    return Math.sqrt(Math.max(0, second - first * first));
  }

  private static Map<String, Double> shares(
      TrainingSpec spec, FeatureStages stages, double[] bySlot) {
    double[] byFeature = new double[spec.features().size()];
    double sum = 0;
    for (int slot = 0; slot < bySlot.length; slot++) {
      byFeature[stages.inVector().get(slot).feature()] += bySlot[slot];
      sum += bySlot[slot];
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < byFeature.length; i++) {
      shares.put(spec.features().get(i).name(), sum > 0 ? byFeature[i] / sum : 0);
    }
    return shares;
  }
}
