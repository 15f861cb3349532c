package io.tidemark.training;

import java.util.List;

/**
 * What the charts of a model are drawn of. Curves are thinned to a few hundred points; the metrics
 * are not computed from them.
 *
 * @param roc false positive rate (x) to true positive rate (y), from (0, 0) to (1, 1); empty unless
 *     binary
 * @param precisionRecall recall (x) to precision (y), recall falling; empty unless binary
 * @param calibration rows by predicted probability (binary) or predicted value (regression), bins
 *     of about equal rows, ascending; empty for several classes
 * @param errors regression: quantiles of the error (prediction - label): x is the share in [0, 1],
 *     y the error; else empty
 */
public record Curves(
    List<Point> roc,
    List<Point> precisionRecall,
    List<CalibrationBin> calibration,
    List<Point> errors) {

  public Curves {
    roc = List.copyOf(roc);
    precisionRecall = List.copyOf(precisionRecall);
    calibration = List.copyOf(calibration);
    errors = List.copyOf(errors);
  }

  /** A point of a curve. */
  public record Point(double x, double y) {}

  /**
   * Rows of about the same prediction.
   *
   * @param rows rows in the bin
   * @param predicted mean of the predicted probability or value
   * @param observed share of positives, or mean of the label
   */
  public record CalibrationBin(long rows, double predicted, double observed) {}
}
