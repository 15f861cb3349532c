package io.tidemark.checks;

/**
 * How much a constraint matters: a failed {@code ERROR} fails the suite, a failed {@code WARN} only
 * warns.
 */
public enum Severity {
  WARN,
  ERROR
}
