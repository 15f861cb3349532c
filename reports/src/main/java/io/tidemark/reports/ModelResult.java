package io.tidemark.reports;

import io.tidemark.training.Evaluation;
import io.tidemark.training.GateReport;
import io.tidemark.training.ModelCard;
import org.jspecify.annotations.Nullable;

/**
 * The model of a run.
 *
 * @param modelId id of the model in the result store
 * @param trainedOnVersion table version it was trained on
 * @param trainedNow true if this run trained it, false if it was found in the result store
 * @param card what it is, with its quality on the held-out rows
 * @param current its quality on the current version; null if the run did not evaluate it there
 * @param currentProblem why it could not be evaluated on the current version; null if it was, or
 *     was not asked for
 * @param gates whether it may become champion; null if that was not judged
 */
public record ModelResult(
    String modelId,
    long trainedOnVersion,
    boolean trainedNow,
    ModelCard card,
    @Nullable Evaluation current,
    @Nullable String currentProblem,
    @Nullable GateReport gates) {}
