/** The frozen reference: what a later version is compared with. */
@NullMarked
package io.tidemark.drift.reference;

import org.jspecify.annotations.NullMarked;
