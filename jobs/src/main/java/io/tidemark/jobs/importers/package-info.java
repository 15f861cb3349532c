/** From the files of other tools to a monitor file, with a report of what was mapped. */
@NullMarked
package io.tidemark.jobs.importers;

import org.jspecify.annotations.NullMarked;
