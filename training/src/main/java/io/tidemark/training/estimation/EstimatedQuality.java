package io.tidemark.training.estimation;

import io.tidemark.training.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The quality to expect of rows without labels.
 *
 * <p>Each row is positive with the probability p that the calibrator gives its score, independent
 * of the others. Metrics are those of the expected counts: with TP the sum of p over the rows
 * predicted positive, FN that over the others, and so on. For accuracy, log-loss and Brier score
 * that is the expected value; for precision, recall, F1 and AUC, which are ratios, it differs from
 * it by a term of order 1/rows.
 *
 * <p>The interval is for the value that will be realised, at 95 %, by the delta method: the labels
 * are random given the scores (variance p (1 - p) of each row), and p itself has the error of the
 * labelled rows it comes from, which all rows of a block share. It does not hold the error of an
 * assumption that fails: that the label given the score is as it was.
 */
public final class EstimatedQuality {
  private static final double Z = 1.959963984540054;

  /** The metrics that are estimated. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.AUC,
          Metric.F1,
          Metric.PRECISION,
          Metric.RECALL,
          Metric.ACCURACY,
          Metric.LOG_LOSS,
          Metric.BRIER);

  private final List<ScoreCell> cells;
  private final Calibrator calibrator;
  private final double[] p;
  private final double rows;
  private final double chosen;
  private final double truePositives;
  private final double falseNegatives;

  private EstimatedQuality(List<ScoreCell> cells, Calibrator calibrator) {
    this.cells = cells;
    this.calibrator = calibrator;
    p = cells.stream().mapToDouble(calibrator::probability).toArray();
    double all = 0;
    double positive = 0;
    double hits = 0;
    double misses = 0;
    for (int i = 0; i < p.length; i++) {
      ScoreCell cell = cells.get(i);
      all += cell.rows();
      if (cell.chosen()) {
        positive += cell.rows();
        hits += cell.rows() * p[i];
      } else {
        misses += cell.rows() * p[i];
      }
    }
    rows = all;
    chosen = positive;
    truePositives = hits;
    falseNegatives = misses;
  }

  /**
   * Estimates.
   *
   * @param unlabelled cells of the rows without a label, in any order; their positives are not read
   * @return each of {@link #METRICS}; NaN where it is not defined, all of them without rows
   */
  public static Map<Metric, Estimate> of(List<ScoreCell> unlabelled, Calibrator calibrator) {
    Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
    if (unlabelled.isEmpty()) {
      METRICS.forEach(metric -> estimates.put(metric, Estimate.UNDEFINED));
    } else {
      EstimatedQuality quality = new EstimatedQuality(unlabelled, calibrator);
      METRICS.forEach(metric -> estimates.put(metric, quality.estimate(metric)));
    }
    return Collections.unmodifiableMap(estimates);
  }

  private Estimate estimate(Metric metric) {
    return switch (metric) {
      case AUC -> areaUnderRoc();
      case ACCURACY ->
          between(
              (truePositives + rows - chosen - falseNegatives) / rows,
              gradient(1 / rows, -1 / rows));
      case PRECISION -> between(truePositives / chosen, gradient(1 / chosen, 0));
      case RECALL -> {
        double positives = truePositives + falseNegatives;
        double square = positives * positives;
        yield between(
            truePositives / positives, gradient(falseNegatives / square, -truePositives / square));
      }
      case F1 -> {
        double sum = chosen + truePositives + falseNegatives;
        double square = sum * sum;
        yield between(
            2 * truePositives / sum,
            gradient(2 * (chosen + falseNegatives) / square, -2 * truePositives / square));
      }
      case BRIER -> brier();
      case LOG_LOSS -> logLoss();
      default -> throw new IllegalArgumentException(metric + " is not estimated");
    };
  }

  /** What a positive label more adds to the metric, by cell: one value for each predicted class. */
  private double[] gradient(double ofChosen, double ofOthers) {
    return cells.stream().mapToDouble(cell -> cell.chosen() ? ofChosen : ofOthers).toArray();
  }

  /** Mean of (score - label)²: p (1 - s)² + (1 - p) s² = s² + p (1 - 2 s) of a row. */
  private Estimate brier() {
    double sum = 0;
    double[] gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      ScoreCell cell = cells.get(i);
      double slope = cell.rows() - 2 * cell.scores();
      sum += cell.squares() + p[i] * slope;
      gradient[i] = slope / cell.rows() / rows;
    }
    return between(sum / rows, gradient);
  }

  /** Mean of -ln s or -ln(1 - s). */
  private Estimate logLoss() {
    double sum = 0;
    double[] gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      ScoreCell cell = cells.get(i);
      sum -= p[i] * cell.logs() + (1 - p[i]) * cell.complementLogs();
      gradient[i] = (cell.complementLogs() - cell.logs()) / cell.rows() / rows;
    }
    Estimate estimate = interval(sum / rows, gradient);
    return new Estimate(estimate.value(), Math.max(0, estimate.low()), estimate.high());
  }

  /**
   * Expected share of pairs of a positive and a negative row that the score puts in order, pairs of
   * one bin counting one half. A row is no pair with itself.
   */
  private Estimate areaUnderRoc() {
    SortedMap<Integer, double[]> bins = new TreeMap<>();
    double positives = 0;
    double self = 0;
    for (int i = 0; i < p.length; i++) {
      ScoreCell cell = cells.get(i);
      double[] sums = bins.computeIfAbsent(cell.bin(), bin -> new double[3]);
      sums[0] += cell.rows() * p[i];
      sums[1] += cell.rows() * (1 - p[i]);
      sums[2] += cell.rows() * p[i] * (1 - p[i]);
      positives += cell.rows() * p[i];
      self += cell.rows() * p[i] * (1 - p[i]);
    }
    double negatives = rows - positives;
    double pairs = positives * negatives - self;
    if (!(pairs > 0)) {
      return Estimate.UNDEFINED;
    }
    double below = 0;
    double ordered = 0;
    for (double[] bin : bins.values()) {
      ordered += bin[0] * below + (bin[0] * bin[1] - bin[2]) / 2;
      below += bin[1];
    }
    double area = ordered / pairs;
    Map<Integer, Double> slopes = slopes(bins, positives, negatives, pairs, area);
    double[] gradient =
        cells.stream().mapToDouble(c -> slopes.getOrDefault(c.bin(), 0.0)).toArray();
    return between(area, gradient);
  }

  /** By bin, what a positive label more adds to the area. */
  private static Map<Integer, Double> slopes(
      SortedMap<Integer, double[]> bins,
      double positives,
      double negatives,
      double pairs,
      double area) {
    Map<Integer, Double> slopes = new TreeMap<>();
    double negativesBelow = 0;
    double positivesAbove = positives;
    for (Map.Entry<Integer, double[]> bin : bins.entrySet()) {
      double[] sums = bin.getValue();
      positivesAbove -= sums[0];
      double won = negativesBelow + sums[1] / 2;
      double lost = positivesAbove + sums[0] / 2;
      slopes.put(bin.getKey(), (won - lost - area * (negatives - positives)) / pairs);
      negativesBelow += sums[1];
    }
    return slopes;
  }

  /** An interval of a metric in [0, 1]. */
  private Estimate between(double value, double[] gradient) {
    Estimate estimate = interval(value, gradient);
    return Double.isFinite(estimate.value())
        ? new Estimate(estimate.value(), Math.max(0, estimate.low()), Math.min(1, estimate.high()))
        : Estimate.UNDEFINED;
  }

  private Estimate interval(double value, double[] gradient) {
    double variance = 0;
    double[] shared = new double[calibrator.blocks()];
    for (int i = 0; i < p.length; i++) {
      ScoreCell cell = cells.get(i);
      variance += cell.rows() * gradient[i] * gradient[i] * p[i] * (1 - p[i]);
      if (shared.length > 0) {
        shared[calibrator.block(cell.bin())] += cell.rows() * gradient[i];
      }
    }
    for (int block = 0; block < shared.length; block++) {
      variance += shared[block] * shared[block] * calibrator.variance(block);
    }
    double half = Z * Math.sqrt(variance);
    return new Estimate(value, value - half, value + half);
  }
}
