package io.tidemark.reports.html;

import io.tidemark.reports.html.XyChart.Plane;
import io.tidemark.reports.html.XyChart.Series;
import io.tidemark.reports.html.XyChart.Value;
import io.tidemark.reports.html.XyChart.Words;
import io.tidemark.training.Curves;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts of a model's quality, of one side over the other. */
final class ModelCharts {

  private static final int STEPS = 5;

  private final Map<Side, Evaluation> sides = new EnumMap<>(Side.class);
  private final Map<Side, Curves> curves = new EnumMap<>(Side.class);

  private void add(Side side, @Nullable Evaluation evaluation) {
    if (evaluation != null && evaluation.curves() != null) {
      sides.put(side, evaluation);
      curves.put(side, evaluation.curves());
    }
  }

  /** The charts of a model on two sets of rows; those without data are left out. */
  static List<XyChart> ofModel(Evaluation heldOut, @Nullable Evaluation current) {
    ModelCharts charts = new ModelCharts();
    charts.add(Side.HELD_OUT, heldOut);
    charts.add(Side.CURRENT, current);
    return charts.draw(heldOut.task());
  }

  /** The charts of two models on the same rows; the champion may be missing. */
  static List<XyChart> ofModels(@Nullable Evaluation champion, Evaluation challenger) {
    ModelCharts charts = new ModelCharts();
    charts.add(Side.CHAMPION, champion);
    charts.add(Side.CHALLENGER, challenger);
    return charts.draw(challenger.task());
  }

  private List<XyChart> draw(Task task) {
    List<XyChart> drawn = new ArrayList<>();
    if (task == Task.BINARY) {
      addRoc(drawn);
      addPrecisionRecall(drawn);
      addCalibration(drawn);
    } else if (task == Task.REGRESSION) {
      addPredictedObserved(drawn);
      addErrors(drawn);
    }
    return drawn;
  }

  private void addRoc(List<XyChart> drawn) {
    List<Series> series = lines(Curves::roc, side -> withMetric(side, Metric.AUC));
    if (!series.isEmpty()) {
      drawn.add(
          XyChart.of(
              new Words(
                  "ROC curve",
                  "ROC curve: " + labels(series),
                  "Every point is a threshold: which share of the positives it finds, and which"
                      + " share of the negatives it takes for positives. The further above the"
                      + " dashed line of a coin toss, the better.",
                  "False positive rate: share of the negatives",
                  "True positive rate: share of the positives"),
              Plane.shares(),
              diagonal(Axis.unit()),
              series));
    }
  }

  private void addPrecisionRecall(List<XyChart> drawn) {
    List<Series> series = lines(Curves::precisionRecall, side -> withMetric(side, Metric.PR_AUC));
    if (!series.isEmpty()) {
      Side last = series.get(series.size() - 1).side();
      double positives = evaluation(last).positiveShare();
      drawn.add(
          XyChart.of(
              new Words(
                  "Precision and recall",
                  "Precision-recall curve: " + labels(series),
                  "Every point is a threshold: which share of the positives it finds, and which"
                      + " share of what it calls positive is. Guessing reaches the dashed line, the"
                      + " share of positives"
                      + (Double.isFinite(positives) ? " (" + Format.share(positives) + ")" : "")
                      + ".",
                  "Recall: share of the positives that are found",
                  "Precision: share of the found that are positive"),
              Plane.shares(),
              List.of(new Value(0, positives), new Value(1, positives)),
              series));
    }
  }

  private void addCalibration(List<XyChart> drawn) {
    List<Series> series = bins(side -> withMetric(side, Metric.CALIBRATION_ERROR));
    if (!series.isEmpty()) {
      Axis axis = Axis.of(0, Math.min(1, largest(series)), STEPS);
      drawn.add(
          XyChart.of(
              new Words(
                  "Calibration",
                  "Calibration: share of positives by predicted probability, " + labels(series),
                  "On the dashed line as many rows are positive as predicted. Above it the model"
                      + " says too little, below it too much.",
                  "Predicted probability, mean of the bin",
                  "Observed share of positives"),
              new Plane(axis, axis::percent, axis, axis::percent),
              diagonal(axis),
              series));
    }
  }

  private void addPredictedObserved(List<XyChart> drawn) {
    List<Series> series = bins(side -> withMetric(side, Metric.RMSE));
    if (!series.isEmpty()) {
      Axis axis = Axis.of(smallest(series), largest(series), STEPS);
      drawn.add(
          XyChart.of(
              new Words(
                  "Predicted and observed",
                  "Mean of the label by predicted value, " + labels(series),
                  "On the dashed line the label's mean is what was predicted. A curve flatter than"
                      + " the line overestimates what is large and underestimates what is small.",
                  "Predicted value, mean of the bin, in the label's unit",
                  "Observed mean, in the label's unit"),
              new Plane(axis, axis::label, axis, axis::label),
              diagonal(axis),
              series));
    }
  }

  private void addErrors(List<XyChart> drawn) {
    List<Series> series = lines(Curves::errors, side -> withMetric(side, Metric.MAE));
    if (!series.isEmpty()) {
      Axis across = Axis.unit();
      Axis up = Axis.of(lowest(series), highest(series), STEPS);
      drawn.add(
          XyChart.of(
              new Words(
                  "Errors",
                  "Quantiles of the error, " + labels(series),
                  "All rows sorted by their error, prediction minus label: at 50% stands the"
                      + " median. Rows above the dashed line are overestimated, rows below it"
                      + " underestimated; a flat curve close to it is good.",
                  "Share of the rows with a smaller error",
                  "Error, in the label's unit"),
              new Plane(across, across::percent, up, up::label),
              List.of(new Value(0, 0), new Value(1, 0)),
              series));
    }
  }

  private List<Series> lines(
      Function<Curves, List<Curves.Point>> part, Function<Side, String> label) {
    List<Series> series = new ArrayList<>();
    curves.forEach(
        (side, curve) -> {
          List<Value> values =
              part.apply(curve).stream().map(p -> new Value(p.x(), p.y())).toList();
          if (values.stream().anyMatch(Value::isFinite)) {
            series.add(new Series(side, label.apply(side), values, false, List.of()));
          }
        });
    return series;
  }

  private List<Series> bins(Function<Side, String> label) {
    List<Series> series = new ArrayList<>();
    curves.forEach(
        (side, curve) -> {
          List<Value> values =
              curve.calibration().stream()
                  .map(b -> new Value(b.predicted(), b.observed()))
                  .toList();
          if (values.stream().anyMatch(Value::isFinite)) {
            List<Long> rows =
                curve.calibration().stream().map(Curves.CalibrationBin::rows).toList();
            series.add(new Series(side, label.apply(side), values, true, rows));
          }
        });
    return series;
  }

  private String withMetric(Side side, Metric metric) {
    double value = evaluation(side).value(metric);
    return Double.isFinite(value)
        ? side.word() + ", " + metric.label() + " " + Format.metric(metric, value)
        : side.word();
  }

  private Evaluation evaluation(Side side) {
    Evaluation evaluation = sides.get(side);
    if (evaluation == null) {
      throw new IllegalArgumentException("there is no evaluation of the side " + side.word());
    }
    return evaluation;
  }

  private static String labels(List<Series> series) {
    return series.stream().map(Series::label).collect(Collectors.joining("; "));
  }

  private static List<Value> diagonal(Axis axis) {
    return List.of(new Value(axis.low(), axis.low()), new Value(axis.high(), axis.high()));
  }

  /** The largest coordinate of either axis. */
  private static double largest(List<Series> series) {
    return finite(series).mapToDouble(v -> Math.max(v.x(), v.y())).max().orElse(1);
  }

  /** The smallest coordinate of either axis. */
  private static double smallest(List<Series> series) {
    return finite(series).mapToDouble(v -> Math.min(v.x(), v.y())).min().orElse(0);
  }

  /** The highest value or the zero line, whichever is higher. */
  private static double highest(List<Series> series) {
    return finite(series).mapToDouble(Value::y).reduce(0, Math::max);
  }

  private static double lowest(List<Series> series) {
    return finite(series).mapToDouble(Value::y).reduce(0, Math::min);
  }

  private static Stream<Value> finite(List<Series> series) {
    return series.stream().flatMap(s -> s.values().stream()).filter(Value::isFinite);
  }
}
