package io.tidemark.checks.dqdl;

import io.tidemark.checks.Constraint;
import java.util.List;

/**
 * One rule and what it became.
 *
 * @param line line within the rules on which it starts, from 1
 * @param text the rule in its normal form
 * @param constraints that hold together exactly where the rule holds; at least one. Their ids begin
 *     with the rule
 */
public record DqdlRule(int line, String text, List<Constraint> constraints) {
  public DqdlRule {
    constraints = List.copyOf(constraints);
  }
}
