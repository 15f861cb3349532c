/**
 * Requests to servers of others: bounded in time, tried again, and without their secrets in view.
 */
@NullMarked
package io.tidemark.jobs.http;

import org.jspecify.annotations.NullMarked;
