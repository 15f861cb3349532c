package io.tidemark.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A number that says how good a model is. What each means exactly stands with {@link Evaluator}.
 */
public enum Metric {
  /** Area under the ROC curve, in [0, 1]. */
  AUC("AUC", true, Task.BINARY),
  /** Average precision: area under the precision-recall curve as a step function, in [0, 1]. */
  PR_AUC("PR-AUC", true, Task.BINARY),
  /** F1 of the positive class, in [0, 1]. */
  F1("F1", true, Task.BINARY),
  /** Precision of the positive class, in [0, 1]. */
  PRECISION("Precision", true, Task.BINARY),
  /** Recall of the positive class, in [0, 1]. */
  RECALL("Recall", true, Task.BINARY),
  /** Share of rows whose class is predicted right, in [0, 1]. */
  ACCURACY("Accuracy", true, Task.BINARY, Task.MULTICLASS),
  /** Mean F1 of the classes, each class the same weight, in [0, 1]. */
  MACRO_F1("Macro F1", true, Task.MULTICLASS),
  /** Mean F1 of the classes, weighted by their rows, in [0, 1]. */
  WEIGHTED_F1("Weighted F1", true, Task.MULTICLASS),
  /** Mean precision of the classes, each class the same weight, in [0, 1]. */
  MACRO_PRECISION("Macro precision", true, Task.MULTICLASS),
  /** Mean recall of the classes, each class the same weight, in [0, 1]. */
  MACRO_RECALL("Macro recall", true, Task.MULTICLASS),
  /** Mean negative logarithm of the probability of the label, in nats. */
  LOG_LOSS("Log-loss", false, Task.BINARY, Task.MULTICLASS),
  /** Mean squared difference between probability and label, in [0, 1]; several classes: [0, 2]. */
  BRIER("Brier score", false, Task.BINARY, Task.MULTICLASS),
  /** Expected calibration error, in [0, 1]: mean |share of positives - mean probability|. */
  CALIBRATION_ERROR("Calibration error", false, Task.BINARY),
  /** Root of the mean squared error, in the label's unit. */
  RMSE("RMSE", false, Task.REGRESSION),
  /** Mean absolute error, in the label's unit. */
  MAE("MAE", false, Task.REGRESSION),
  /** Share of the label's variance that is explained, at most 1. */
  R2("R²", true, Task.REGRESSION),
  /** Mean |error / label| over the rows whose label is not 0; NaN if there are none. */
  MAPE("MAPE", false, Task.REGRESSION),
  /** Median of |error|, in the label's unit. */
  MEDIAN_ABSOLUTE_ERROR("Median absolute error", false, Task.REGRESSION),
  /** 90 % quantile of |error|, in the label's unit. */
  P90_ABSOLUTE_ERROR("90 % absolute error", false, Task.REGRESSION);

  private final String label;
  private final boolean higherIsBetter;
  private final Task task;
  private final Task other;

  Metric(String label, boolean higherIsBetter, Task task) {
    this(label, higherIsBetter, task, task);
  }

  Metric(String label, boolean higherIsBetter, Task task, Task other) {
    this.label = label;
    this.higherIsBetter = higherIsBetter;
    this.task = task;
    this.other = other;
  }

  /** Name as written in monitor files and result tables, for example {@code log_loss}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name for people. */
  public String label() {
    return label;
  }

  /** True if more is better. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether this metric is measured for a task. */
  public boolean measures(Task of) {
    return of == task || of == other;
  }

  /** The metrics of a task, in the order in which people want to see them. */
  public static List<Metric> of(Task task) {
    return Arrays.stream(values()).filter(m -> m.measures(task)).toList();
  }

  /** The metric that a task's models are compared by unless something else is said. */
  public static Metric main(Task task) {
    return switch (task) {
      case BINARY -> AUC;
      case MULTICLASS -> MACRO_F1;
      case REGRESSION -> RMSE;
    };
  }
}
