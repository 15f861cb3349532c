package io.tidemark.checks.dqdl;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.DQRuleLogicalOperator;

/**
 * Reads rules of the Data Quality Definition Language of AWS Glue as constraints.
 *
 * <p>A rule becomes constraints that hold together exactly where the rule holds, by the <a
 * href="https://docs.aws.amazon.com/glue/latest/dg/dqdl.html">documentation of DQDL</a> and, where
 * that is silent, by Deequ's evaluation of it. A rule that has none is a problem; no rule is left
 * out. Filters ({@code where}) are taken over as they are: whoever runs the constraints has to vet
 * them.
 */
public final class Dqdl {
  private static final String COMPOSITE = "Composite";

  private Dqdl() {}

  /**
   * Reads a ruleset.
   *
   * @param text {@code Rules = [ ... ]}
   * @param severity what a failure of any of its rules means
   */
  public static DqdlRuleset read(String text, Severity severity) {
    DqdlParser parser = DqdlParser.parse(text);
    List<DqdlRule> rules = new ArrayList<>();
    List<DqdlProblem> problems = new ArrayList<>(parser.problems());
    for (ParsedRule parsed : parser.rules()) {
      String rule = SimpleRule.text(parsed.rule());
      try {
        List<Constraint> constraints = translate(parsed.rule(), severity);
        rules.add(new DqdlRule(parsed.line(), rule, constraints));
      } catch (Refusal refusal) {
        problems.add(
            new DqdlProblem(
                parsed.line(),
                "rule `" + DqdlParser.shown(rule) + "` is refused: " + refusal.reason()));
      }
    }
    problems.sort(Comparator.comparingInt(DqdlProblem::line));
    return new DqdlRuleset(rules, problems);
  }

  private static List<Constraint> translate(DQRule rule, Severity severity) throws Refusal {
    if (!rule.getRuleType().equals(COMPOSITE)) {
      return translateSimple(new SimpleRule(rule, severity));
    }
    if (rule.getOperator() != DQRuleLogicalOperator.AND) {
      throw new Refusal(
          "rules joined by `or` hold if one of them holds for the whole table, and checks all have to"
              + " hold; write a condition on one row, such as `a > 21 or a is null`, as a `satisfies`"
              + " check");
    }
    List<Constraint> constraints = new ArrayList<>();
    for (DQRule nested : rule.getNestedRules()) {
      constraints.addAll(translate(nested, severity));
    }
    return constraints;
  }

  private static List<Constraint> translateSimple(SimpleRule rule) throws Refusal {
    String name = rule.rule().getRuleType();
    RuleType type =
        RuleType.of(name)
            .orElseThrow(() -> new Refusal("`" + name + "` is not known; take the rule out"));
    if (!rule.rule().getTags().isEmpty()) {
      throw new Refusal(
          "`with "
              + String.join("`, `with ", rule.rule().getTags().keySet())
              + "` has no counterpart; take it out");
    }
    try {
      return type.translate(rule);
    } catch (IllegalArgumentException e) {
      // What the constraints themselves do not accept.
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }
}
