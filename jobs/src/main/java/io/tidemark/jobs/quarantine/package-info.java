/** Rows that fail checks: set apart, repaired by people, and taken back. */
@NullMarked
package io.tidemark.jobs.quarantine;

import org.jspecify.annotations.NullMarked;
