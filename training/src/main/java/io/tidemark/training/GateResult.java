package io.tidemark.training;

import org.jspecify.annotations.Nullable;

/**
 * What one gate says of a model.
 *
 * @param gate its name, for example {@code minimum.auc} or {@code over_champion}
 * @param status the verdict
 * @param expected what is asked for, in words with the values
 * @param actual the number that was judged; null if there is none
 * @param message the finding in one sentence, with the values and what they mean
 */
public record GateResult(
    String gate, GateStatus status, String expected, @Nullable Double actual, String message) {}
