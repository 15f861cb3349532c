package io.tidemark.training;

/**
 * Quality of a binary classifier on one dataset, computed in Spark on all its rows that have a
 * label.
 *
 * @param rows rows evaluated
 * @param positiveShare share of positive labels, in [0, 1]
 * @param auc area under the ROC curve; NaN when only one class is present
 * @param f1 F1 score of the positive class at probability 0.5
 * @param precision precision of the positive class at 0.5; NaN when nothing was predicted positive
 * @param recall recall of the positive class at 0.5; NaN without positives
 * @param logLoss mean log-loss in nats, probabilities clipped to [1e-15, 1 - 1e-15]
 */
public record Evaluation(
    long rows,
    double positiveShare,
    double auc,
    double f1,
    double precision,
    double recall,
    double logLoss) {}
