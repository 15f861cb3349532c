package io.tidemark.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Judges how differently groups are treated. */
final class FairnessGate {
  private final GateRules.OnGroups rule;
  private final List<GateResult> results = new ArrayList<>();

  private FairnessGate(GateRules.OnGroups rule) {
    this.rule = rule;
  }

  /**
   * Judges.
   *
   * @param measured one for each declaration of groups, in the order of the rule
   */
  static List<GateResult> judge(GateRules.OnGroups rule, List<Fairness> measured) {
    FairnessGate gate = new FairnessGate(rule);
    for (List<String> by : rule.by()) {
      Fairness of = measured.stream().filter(f -> f.by().equals(by)).findFirst().orElse(null);
      gate.judge(by, of);
    }
    return gate.results;
  }

  private void judge(List<String> by, @Nullable Fairness of) {
    String name = "fairness." + String.join("+", by) + ".";
    parity(
        name + "parity_difference",
        of,
        "difference",
        rule.maxParityDifference(),
        Fairness::parityDifference,
        false);
    parity(name + "parity_ratio", of, "ratio", rule.minParityRatio(), Fairness::parityRatio, true);
    opportunity(
        name + "opportunity_difference",
        of,
        "difference",
        rule.maxOpportunityDifference(),
        Fairness::opportunityDifference,
        false);
    opportunity(
        name + "opportunity_ratio",
        of,
        "ratio",
        rule.minOpportunityRatio(),
        Fairness::opportunityRatio,
        true);
  }

  private void parity(
      String gate,
      @Nullable Fairness of,
      String what,
      @Nullable Double threshold,
      ToDoubleFunction<Fairness> value,
      boolean least) {
    if (threshold != null) {
      String name = "the " + what + " of the shares predicted positive";
      results.add(one(gate, of, name, value, least, threshold, Fairness.Group::positiveRate));
    }
  }

  private void opportunity(
      String gate,
      @Nullable Fairness of,
      String what,
      @Nullable Double threshold,
      ToDoubleFunction<Fairness> value,
      boolean least) {
    if (threshold != null) {
      String name = "the " + what + " of the true positive rates";
      results.add(one(gate, of, name, value, least, threshold, Fairness.Group::truePositiveRate));
    }
  }

  private GateResult one(
      String gate,
      @Nullable Fairness of,
      String name,
      ToDoubleFunction<Fairness> value,
      boolean least,
      double threshold,
      ToDoubleFunction<Fairness.Group> rate) {
    if (of == null) {
      return Gates.threshold(
          gate, name, Double.NaN, least, threshold, "how groups are treated was not measured");
    }
    List<Fairness.Group> judged =
        of.groups().stream()
            .filter(g -> g.judged() && !Double.isNaN(rate.applyAsDouble(g)))
            .sorted(Comparator.comparingDouble(rate))
            .toList();
    String seen =
        "of %d groups by %s %d are judged (at least %d rows%s)"
            .formatted(
                of.groups().size(),
                String.join(", ", of.by()),
                judged.size(),
                rule.minRows(),
                name.contains("true") ? " and a positive label" : "");
    GateResult result =
        Gates.threshold(
            gate,
            name,
            value.applyAsDouble(of),
            least,
            threshold,
            name + " is not defined: all rates are 0; " + seen);
    if (judged.size() < 2) {
      return new GateResult(
          gate, GateStatus.INSUFFICIENT_DATA, result.expected(), null, seen + ", two are needed");
    }
    Fairness.Group low = judged.get(0);
    Fairness.Group high = judged.get(judged.size() - 1);
    return result.status() == GateStatus.ERROR
        ? result
        : new GateResult(
            gate,
            result.status(),
            result.expected(),
            result.actual(),
            "%s (%s: %s of %d rows; %s: %s of %d rows; %s)"
                .formatted(
                    result.message(),
                    low.name(),
                    Gates.number(rate.applyAsDouble(low)),
                    low.rows(),
                    high.name(),
                    Gates.number(rate.applyAsDouble(high)),
                    high.rows(),
                    seen));
  }
}
