/** Keeps a result store small and says what of it can still be read. */
@NullMarked
package io.tidemark.jobs.housekeeping;

import org.jspecify.annotations.NullMarked;
