package io.tidemark.jobs.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a version is scored; a null stands for the default.
 *
 * @param to Delta table that takes the scored rows
 * @param quarantine Delta table that takes the rows that cannot be scored; null for {@code to} with
 *     {@code _quarantine} behind it
 * @param columns columns of the input to keep; null for all
 * @param validate whether the monitor's checks decide first
 */
public record Scoring(
    String to,
    @Nullable String quarantine,
    @Nullable List<String> columns,
    @Nullable Boolean validate) {}
