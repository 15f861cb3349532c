package io.tidemark.reports.privacy;

import io.tidemark.training.Evaluation;
import io.tidemark.training.Fairness;
import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import io.tidemark.training.SliceQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What gates say of a model. Their sentences name slices and groups. */
final class GatesPrivacy {
  private static final String NOT_SHOWN = " that is not shown";

  private final CategoryNames names;
  private final Suppression suppression;
  private final EvaluationPrivacy evaluations;
  private final Hidden hidden;

  GatesPrivacy(
      CategoryNames names, Suppression suppression, EvaluationPrivacy evaluations, Hidden hidden) {
    this.names = names;
    this.suppression = suppression;
    this.evaluations = evaluations;
    this.hidden = hidden;
  }

  GateReport of(String label, GateReport report) {
    return new GateReport(
        report.golden(),
        report.championId(),
        evaluations.of(label, report.challenger()),
        report.champion() == null ? null : evaluations.of(label, report.champion()),
        report.comparison(),
        report.fairness().stream().map(this::fairness).toList(),
        report.latency(),
        report.gates().stream().map(gate -> gate(report, gate)).toList());
  }

  private Fairness fairness(Fairness fairness) {
    List<Fairness.Group> shown = shown(fairness);
    hidden.add(
        "groups of a model's fairness, since they or others have few rows",
        fairness.groups().size() - shown.size());
    boolean parity = areShown(fairness, shown, Fairness.Group::positiveRate);
    boolean opportunity = areShown(fairness, shown, Fairness.Group::truePositiveRate);
    return new Fairness(
        fairness.by(),
        shown.stream()
            .map(
                g ->
                    new Fairness.Group(
                        names.of(fairness.by(), g.name()),
                        g.rows(),
                        g.positives(),
                        g.positiveRate(),
                        g.truePositiveRate(),
                        g.judged()))
            .toList(),
        parity ? fairness.parityDifference() : Double.NaN,
        parity ? fairness.parityRatio() : Double.NaN,
        opportunity ? fairness.opportunityDifference() : Double.NaN,
        opportunity ? fairness.opportunityRatio() : Double.NaN);
  }

  private List<Fairness.Group> shown(Fairness fairness) {
    List<Fairness.Group> groups = fairness.groups();
    Set<Integer> small =
        suppression.hidden(
            groups.stream()
                .map(g -> new long[] {g.rows(), g.positives(), g.rows() - g.positives()})
                .toList());
    return IntStream.range(0, groups.size())
        .filter(i -> !small.contains(i))
        .mapToObj(groups::get)
        .toList();
  }

  private GateResult gate(GateReport report, GateResult gate) {
    String message = names.error(gate.message());
    if (gate.gate().startsWith("slices.")) {
      message = slices(report.challenger(), gate.message());
    } else if (gate.gate().startsWith("fairness.")) {
      message = gate.message();
      for (Fairness fairness : report.fairness()) {
        if (gate.gate().startsWith("fairness." + String.join("+", fairness.by()) + ".")) {
          message = groups(fairness, message);
        }
      }
    }
    return new GateResult(
        gate.gate(),
        gate.status(),
        gate.expected(),
        message.endsWith(NOT_SHOWN) ? null : gate.actual(),
        message);
  }

  /**
   * The worst slice stands between these words, and one without a figure between those. Behind the
   * name of one that is not shown are its figures.
   */
  private String slices(Evaluation challenger, String message) {
    List<SliceQuality> shown = evaluations.slices(challenger.slices());
    String told = message;
    for (SliceQuality slice : challenger.slices()) {
      String worst = "slices is " + name(slice) + " with ";
      String undefined = "on slice " + name(slice) + " of ";
      if (shown.contains(slice)) {
        String instead = name(evaluations.named(slice));
        told =
            told.replace(worst, "slices is " + instead + " with ")
                .replace(undefined, "on slice " + instead + " of ");
      } else if (told.contains(undefined)) {
        return told.substring(0, told.indexOf(undefined)) + "on one" + NOT_SHOWN;
      } else if (told.contains(worst)) {
        told = told.substring(0, told.indexOf(worst)) + "slices is one" + NOT_SHOWN;
      }
    }
    return told;
  }

  private static String name(SliceQuality slice) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < slice.keys().size(); i++) {
      parts.add(slice.keys().get(i) + "=" + Objects.toString(slice.values().get(i)));
    }
    return String.join(", ", parts);
  }

  /** The groups with the lowest and the highest rate stand in brackets. */
  private String groups(Fairness fairness, String message) {
    List<Fairness.Group> shown = shown(fairness);
    String told = message;
    for (Fairness.Group group : fairness.groups()) {
      String first = "(" + group.name() + ": ";
      String second = "; " + group.name() + ": ";
      if (told.contains(first) || told.contains(second)) {
        if (!shown.contains(group)) {
          return "the figure is of a group" + NOT_SHOWN;
        }
        String instead = names.of(fairness.by(), group.name());
        told = told.replace(first, "(" + instead + ": ").replace(second, "; " + instead + ": ");
      }
    }
    return told;
  }

  /** A figure that compares groups tells of those with the lowest and the highest rate. */
  private static boolean areShown(
      Fairness fairness, List<Fairness.Group> shown, ToDoubleFunction<Fairness.Group> rate) {
    List<Fairness.Group> judged =
        fairness.groups().stream()
            .filter(g -> g.judged() && !Double.isNaN(rate.applyAsDouble(g)))
            .sorted(Comparator.comparingDouble(rate))
            .toList();
    return judged.isEmpty()
        || (shown.contains(judged.get(0)) && shown.contains(judged.get(judged.size() - 1)));
  }
}
