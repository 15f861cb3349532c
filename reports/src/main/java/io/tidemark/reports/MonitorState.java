package io.tidemark.reports;

/**
 * A monitor in one environment as the overview lists it.
 *
 * @param latest its latest run
 * @param runs number of its runs in the result store
 */
public record MonitorState(RunSummary latest, long runs) {}
