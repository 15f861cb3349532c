package io.tidemark.reports;

import org.jspecify.annotations.Nullable;

/**
 * Where a page leads to besides its own sections, relative to the page; null for what is not there.
 *
 * @param overview the overview of all monitors
 * @param monitor the page of the run's monitor
 * @param previous the run of the same monitor before this one
 * @param next the run after it
 */
public record RunLinks(
    @Nullable String overview,
    @Nullable String monitor,
    @Nullable String previous,
    @Nullable String next) {

  /** Of a page that stands alone. */
  public static final RunLinks NONE = new RunLinks(null, null, null, null);

  /**
   * Of a run's page in its place in the site.
   *
   * @param previous the run before it; null if there is none
   * @param next the run after it; null if there is none
   */
  public static RunLinks of(RunResult run, @Nullable RunResult previous, @Nullable RunResult next) {
    return new RunLinks(
        "../" + SitePaths.OVERVIEW,
        "../" + SitePaths.monitor(run.monitor(), run.environment()),
        previous == null ? null : "../" + SitePaths.run(previous.runId()),
        next == null ? null : "../" + SitePaths.run(next.runId()));
  }
}
