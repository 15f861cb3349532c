/** The decision on retraining. */
@NullMarked
package io.tidemark.jobs.trigger;

import org.jspecify.annotations.NullMarked;
