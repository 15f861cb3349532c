/** What checks look at besides the rows: other tables, earlier versions, earlier results. */
@NullMarked
package io.tidemark.jobs.surroundings;

import org.jspecify.annotations.NullMarked;
