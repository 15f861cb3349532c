/** The result store and the files of a run. */
@NullMarked
package io.tidemark.jobs.store;

import org.jspecify.annotations.NullMarked;
