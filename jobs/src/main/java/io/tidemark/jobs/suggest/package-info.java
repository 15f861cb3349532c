/** From a version of a table to a monitor file with suggested checks, tried on versions before. */
@NullMarked
package io.tidemark.jobs.suggest;

import org.jspecify.annotations.NullMarked;
