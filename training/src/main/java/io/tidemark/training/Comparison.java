package io.tidemark.training;

/**
 * Two models on the same rows.
 *
 * @param metric what they are compared by
 * @param rows rows with a label
 * @param challenger value of the challenger
 * @param champion value of the champion
 * @param gain by how much the challenger is better, whichever way the metric goes; relative gains
 *     are shares of the champion's value
 * @param relative whether the gain is relative
 * @param interval interval of the gain by a paired bootstrap
 * @param confidence confidence of the interval, for example 0.95
 */
public record Comparison(
    Metric metric,
    long rows,
    double challenger,
    double champion,
    double gain,
    boolean relative,
    Interval interval,
    double confidence) {}
