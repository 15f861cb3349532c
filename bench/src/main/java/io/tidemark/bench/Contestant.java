package io.tidemark.bench;

import java.util.function.Supplier;

/**
 * Something to time.
 *
 * @param name its name in the results
 * @param rows rows it reads
 * @param columns columns it reads
 * @param prepare makes one run; not timed, and called anew for each run so that no run finds a plan
 *     that an earlier one has made
 */
record Contestant(String name, long rows, int columns, Supplier<Runnable> prepare) {}
