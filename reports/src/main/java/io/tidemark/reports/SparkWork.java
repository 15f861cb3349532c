package io.tidemark.reports;

/**
 * What Spark did, by its own counters. Bytes and rows read are those of its input: files, and what
 * it had cached.
 *
 * @param jobs jobs that were started
 * @param tasks tasks that ended, failed ones too
 * @param bytesRead bytes that tasks read from their input
 * @param rowsRead rows that tasks read from their input
 */
public record SparkWork(long jobs, long tasks, long bytesRead, long rowsRead) {}
