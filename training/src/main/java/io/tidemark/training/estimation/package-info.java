/**
 * Quality of a classifier on rows whose label has not arrived, estimated from calibrated scores.
 *
 * <p>Confidence-based estimation: a row with probability p of being positive is p of a positive and
 * 1 - p of a negative row, in every count that a metric is made of (the expected confusion matrix;
 * Kivimäki et al. 2025, arXiv:2505.05295, and 2024, arXiv:2407.08649, where the assumption is
 * discussed). <b>It assumes that the probability of the label given the score is what it was on the
 * labelled rows.</b> It sees a change of the scores' distribution; it cannot see that the same
 * score has come to mean another probability (concept drift).
 */
@NullMarked
package io.tidemark.training.estimation;

import org.jspecify.annotations.NullMarked;
