package io.tidemark.jobs.importers;

/**
 * The outcome of an import.
 *
 * @param yaml a complete monitor file
 * @param report what was mapped and what was not
 */
public record Imported(String yaml, ImportReport report) {}
