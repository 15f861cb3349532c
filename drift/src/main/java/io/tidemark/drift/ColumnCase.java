package io.tidemark.drift;

import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.reference.ColumnProfile;

/**
 * A column to decide on, in the whole table or in a group of rows.
 *
 * @param profile the reference's side
 * @param tally the current side, on the same cells
 * @param whole true if both sides hold whole numbers only
 * @param withBins keep the bins in the result
 */
record ColumnCase(ColumnProfile profile, ColumnTally tally, boolean whole, boolean withBins) {}
