/** What is told of a run, and its forms for the services that take it. */
@NullMarked
package io.tidemark.jobs.notify.message;

import org.jspecify.annotations.NullMarked;
