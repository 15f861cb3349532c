/**
 * What the HTML templates draw: typed views of a result, words, number formats and the geometry of
 * charts. Public only because the compiled templates live in a package of their own; no API for
 * other modules.
 */
@NullMarked
package io.tidemark.reports.html;

import org.jspecify.annotations.NullMarked;
