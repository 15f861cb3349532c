/** Tells services of others what runs found: at least once, and not again until it changes. */
@NullMarked
package io.tidemark.jobs.notify;

import org.jspecify.annotations.NullMarked;
