/** The command line: parse, run, map to the exit code. */
@NullMarked
package io.tidemark.jobs.cli;

import org.jspecify.annotations.NullMarked;
