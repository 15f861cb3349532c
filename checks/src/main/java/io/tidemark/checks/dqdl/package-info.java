/** Rules of the Data Quality Definition Language (DQDL) as constraints. */
@NullMarked
package io.tidemark.checks.dqdl;

import org.jspecify.annotations.NullMarked;
