package io.tidemark.reports;

/**
 * One phase of a run.
 *
 * @param name for example {@code drift}
 * @param millis wall-clock time it took
 */
public record Phase(String name, long millis) {}
