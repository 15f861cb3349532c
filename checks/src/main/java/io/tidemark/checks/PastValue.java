package io.tidemark.checks;

import java.time.Instant;

/**
 * What was measured on an earlier version.
 *
 * @param version the version
 * @param committedAt when it was committed
 * @param value the value
 */
public record PastValue(long version, Instant committedAt, double value) {}
