package io.tidemark.jobs;

import io.tidemark.reports.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * What a run left behind.
 *
 * @param result the result
 * @param exitCode the process's exit code
 * @param verdictFile where {@code verdict.json} is
 * @param reportFile where the HTML report is; null if none was written
 * @param error the exception behind a failed run, for {@code --verbose}; null otherwise
 */
public record RunOutcome(
    RunResult result,
    int exitCode,
    String verdictFile,
    @Nullable String reportFile,
    @Nullable Throwable error) {}
