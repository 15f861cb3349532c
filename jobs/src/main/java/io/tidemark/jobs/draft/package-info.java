/** Monitor files in the making: values, comments and checks as text. */
@NullMarked
package io.tidemark.jobs.draft;

import org.jspecify.annotations.NullMarked;
