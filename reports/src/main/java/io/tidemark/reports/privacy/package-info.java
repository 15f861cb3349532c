/** Hides names of categories and figures of few rows in a result before anyone sees it. */
@NullMarked
package io.tidemark.reports.privacy;

import org.jspecify.annotations.NullMarked;
