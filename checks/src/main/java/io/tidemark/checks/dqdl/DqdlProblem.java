package io.tidemark.checks.dqdl;

/**
 * A rule that cannot be taken over, or text that is no rule.
 *
 * @param line line within the rules, from 1
 * @param message the rule, what is wrong with it and the next step
 */
public record DqdlProblem(int line, String message) {}
