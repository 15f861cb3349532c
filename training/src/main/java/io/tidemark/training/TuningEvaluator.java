package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the combinations of a grid, for MLlib's tuning. PR-AUC is MLlib's here, with straight
 * lines between its points; F1, precision and recall of a class that is neither predicted nor there
 * are 0.
 */
final class TuningEvaluator extends org.apache.spark.ml.evaluation.Evaluator {
  private static final long serialVersionUID = 1L;

  private static final Set<Metric> MEASURED =
      EnumSet.of(
          Metric.AUC,
          Metric.PR_AUC,
          Metric.F1,
          Metric.PRECISION,
          Metric.RECALL,
          Metric.ACCURACY,
          Metric.MACRO_F1,
          Metric.WEIGHTED_F1,
          Metric.MACRO_PRECISION,
          Metric.MACRO_RECALL,
          Metric.LOG_LOSS,
          Metric.RMSE,
          Metric.MAE,
          Metric.R2);

  private final Metric metric;
  private final Task task;
  private final int classes;

  TuningEvaluator(Metric metric, Task task, int classes) {
    this.metric = metric;
    this.task = task;
    this.classes = classes;
  }

  /** Whether combinations can be compared by a metric. */
  static boolean measures(Metric metric, Task task) {
    return MEASURED.contains(metric) && metric.measures(task);
  }

  @Override
  public double evaluate(Dataset<?> rows) {
    return switch (metric) {
      case AUC -> curve(rows, "areaUnderROC");
      case PR_AUC -> curve(rows, "areaUnderPR");
      case LOG_LOSS ->
          new MulticlassClassificationEvaluator()
              .setLabelCol(Classes.TARGET)
              .setPredictionCol(predicted())
              .setProbabilityCol(TrainedModel.PROBABILITY)
              .setMetricName("logLoss")
              .evaluate(rows);
      case RMSE, MAE, R2 ->
          new RegressionEvaluator()
              .setLabelCol(Classes.TARGET)
              .setPredictionCol(TrainedModel.PREDICTION)
              .setMetricName(metric.key())
              .evaluate(rows);
      default -> ofConfusion(confusion(rows));
    };
  }

  private static double curve(Dataset<?> rows, String name) {
    return new BinaryClassificationEvaluator()
        .setLabelCol(Classes.TARGET)
        .setRawPredictionCol(TrainedModel.PROBABILITY)
        .setMetricName(name)
        .setNumBins(0)
        .evaluate(rows);
  }

  private String predicted() {
    return task == Task.MULTICLASS ? Estimators.PREDICTED : TrainedModel.PREDICTION;
  }

  /** Rows by class (first index) and predicted class. */
  private double[][] confusion(Dataset<?> rows) {
    double[][] confusion = new double[classes][classes];
    for (Row row :
        rows.groupBy(col(Classes.TARGET), col(predicted())).agg(count(lit(1))).collectAsList()) {
      confusion[(int) row.getDouble(0)][(int) row.getDouble(1)] = row.getLong(2);
    }
    return confusion;
  }

  private double ofConfusion(double[][] confusion) {
    double all = 0;
    double right = 0;
    double mean = 0;
    double weighted = 0;
    for (int k = 0; k < classes; k++) {
      double own = 0;
      for (int j = 0; j < classes; j++) {
        own += confusion[k][j];
      }
      all += own;
      right += confusion[k][k];
      mean += ofClass(confusion, k) / classes;
      weighted += ofClass(confusion, k) * own;
    }
    return switch (metric) {
      case ACCURACY -> right / all;
      case WEIGHTED_F1 -> weighted / all;
      case MACRO_F1, MACRO_PRECISION, MACRO_RECALL -> mean;
      default -> ofClass(confusion, 1);
    };
  }

  private double ofClass(double[][] confusion, int k) {
    double actual = 0;
    double chosen = 0;
    for (int j = 0; j < classes; j++) {
      actual += confusion[k][j];
      chosen += confusion[j][k];
    }
    double of =
        switch (metric) {
          case PRECISION, MACRO_PRECISION -> chosen;
          case RECALL, MACRO_RECALL -> actual;
          default -> (actual + chosen) / 2;
        };
    return of == 0 ? 0 : confusion[k][k] / of;
  }

  @Override
  public boolean isLargerBetter() {
    return metric.higherIsBetter();
  }

  @Override
  public org.apache.spark.ml.evaluation.Evaluator copy(ParamMap extra) {
    return new TuningEvaluator(metric, task, classes);
  }

  @Override
  public String uid() {
    return "tidemark_tuning_evaluator";
  }
}
