package io.tidemark.checks.dqdl;

import software.amazon.glue.dqdl.model.DQRule;

/**
 * A rule as the library reads it.
 *
 * @param line line on which it starts, from 1
 */
record ParsedRule(int line, DQRule rule) {}
