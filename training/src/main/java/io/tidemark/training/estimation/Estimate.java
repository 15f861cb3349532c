package io.tidemark.training.estimation;

/**
 * An estimated metric with its 95 % interval for the value that will be realised once the labels
 * are there.
 *
 * @param value the estimate; NaN where the metric is not defined
 * @param low lower end of the interval; NaN as above
 * @param high upper end; NaN as above
 */
public record Estimate(double value, double low, double high) {
  static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN, Double.NaN);
}
