package io.tidemark.training;

/**
 * How fast a model predicts, measured in this JVM after warm-up.
 *
 * @param predictions single-row predictions timed
 * @param p50Millis median time of one prediction, from a feature vector, in milliseconds
 * @param p95Millis 95 % quantile
 * @param p99Millis 99 % quantile
 * @param batchRowsPerSecond rows per second through the whole pipeline, in Spark
 */
public record Latency(
    int predictions,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double batchRowsPerSecond) {}
