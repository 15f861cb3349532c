package io.tidemark.checks.dqdl;

import io.tidemark.checks.Constraint;
import java.util.List;

/**
 * What was read.
 *
 * @param rules the rules that became constraints, in their order
 * @param problems what did not; the rules hold only if there is none
 */
public record DqdlRuleset(List<DqdlRule> rules, List<DqdlProblem> problems) {
  public DqdlRuleset {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** The constraints of all rules, in their order. */
  public List<Constraint> constraints() {
    return rules.stream().flatMap(rule -> rule.constraints().stream()).toList();
  }
}
