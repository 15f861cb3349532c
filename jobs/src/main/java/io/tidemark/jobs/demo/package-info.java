/** The demonstration on real flights. */
@NullMarked
package io.tidemark.jobs.demo;

import org.jspecify.annotations.NullMarked;
