/** The catalogue of errors a user can meet. */
@NullMarked
package io.tidemark.jobs.error;

import org.jspecify.annotations.NullMarked;
