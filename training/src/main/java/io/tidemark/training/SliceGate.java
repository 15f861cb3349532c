package io.tidemark.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Judges that no slice is worse than allowed. */
final class SliceGate {
  private SliceGate() {}

  static GateResult judge(GateRules.OnSlices rule, Evaluation challenger) {
    Metric metric = rule.metric();
    String gate = "slices." + metric.key();
    String expected =
        Gates.expected(metric, rule.worst())
            + " on every slice of at least %d rows".formatted(rule.minRows());
    List<SliceQuality> judged =
        challenger.slices().stream()
            .filter(s -> s.rows() >= rule.minRows())
            .limit(rule.most())
            .toList();
    Comparator<SliceQuality> byValue = Comparator.comparingDouble(s -> value(s, metric));
    List<SliceQuality> defined =
        judged.stream()
            .filter(s -> !Double.isNaN(value(s, metric)))
            .sorted(metric.higherIsBetter() ? byValue : byValue.reversed())
            .toList();
    if (defined.isEmpty()) {
      return new GateResult(
          gate, GateStatus.INSUFFICIENT_DATA, expected, null, nothing(rule, judged.size()));
    }
    SliceQuality worst = defined.get(0);
    double value = value(worst, metric);
    boolean met = metric.higherIsBetter() ? value >= rule.worst() : value <= rule.worst();
    List<SliceQuality> undefined =
        judged.stream().filter(s -> Double.isNaN(value(s, metric))).toList();
    String found =
        "the worst of %d slices is %s with %s %s on %d rows; it must be %s"
            .formatted(
                defined.size(),
                name(worst),
                metric.label(),
                Gates.number(value, rule.worst()),
                worst.rows(),
                Gates.bound(value, metric.higherIsBetter(), rule.worst()));
    if (judged.size() == rule.most()) {
      found += " (only the largest %d slices are judged)".formatted(rule.most());
    }
    if (met && !undefined.isEmpty()) {
      return new GateResult(
          gate,
          GateStatus.INSUFFICIENT_DATA,
          expected,
          value,
          "%s is not defined on slice %s of %d rows%s; %s"
              .formatted(
                  metric.label(),
                  name(undefined.get(0)),
                  undefined.get(0).rows(),
                  undefined.size() == 1 ? "" : " and on %d more".formatted(undefined.size() - 1),
                  found));
    }
    return new GateResult(gate, met ? GateStatus.PASS : GateStatus.FAIL, expected, value, found);
  }

  private static String nothing(GateRules.OnSlices rule, int judged) {
    return judged == 0
        ? "no slice has %d rows with a label".formatted(rule.minRows())
        : "%s is not defined on any of %d slices".formatted(rule.metric().label(), judged);
  }

  private static double value(SliceQuality slice, Metric metric) {
    return slice.metrics().getOrDefault(metric, Double.NaN);
  }

  private static String name(SliceQuality slice) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < slice.keys().size(); i++) {
      parts.add(slice.keys().get(i) + "=" + Objects.toString(slice.values().get(i)));
    }
    return String.join(", ", parts);
  }
}
