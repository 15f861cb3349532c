/** Where the key of hidden names comes from, and what it is used on. */
@NullMarked
package io.tidemark.jobs.privacy;

import org.jspecify.annotations.NullMarked;
