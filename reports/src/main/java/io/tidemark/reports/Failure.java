package io.tidemark.reports;

import org.jspecify.annotations.Nullable;

/**
 * Why a run ended in {@link RunVerdict#ERROR}.
 *
 * @param code the error's name in the catalogue, for example {@code TABLE_NOT_FOUND}
 * @param message subject and fact with its values
 * @param cause what led to it; null if not known
 * @param nextStep what the user can do
 */
public record Failure(String code, String message, @Nullable String cause, String nextStep) {}
