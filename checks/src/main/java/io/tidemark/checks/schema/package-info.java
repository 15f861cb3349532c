/**
 * What columns a table must have, how its schema may change, and what changed between two schemas.
 * Works on schemas alone: no rows are read and no Spark job is started.
 */
@NullMarked
package io.tidemark.checks.schema;

import org.jspecify.annotations.NullMarked;
