package io.tidemark.reports.html;

import io.tidemark.training.GateReport;
import io.tidemark.training.GateResult;
import io.tidemark.training.GateStatus;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision whether a model may become champion, and what it rests on.
 *
 * @param report the decision
 * @param badge the decision's look
 * @param sentence the decision in words
 * @param gates the gates, those that do not let the model through first
 * @param metrics challenger and champion on the same rows
 * @param charts curves of both on these rows
 * @param confusions rows by label and predicted class, of both
 * @param slices the challenger's slices; null if there are none
 * @param gain challenger and champion compared; null if they were not
 * @param fairness how groups are treated
 */
public record GatesView(
    GateReport report,
    Badge badge,
    String sentence,
    List<Gate> gates,
    MetricsView metrics,
    List<XyChart> charts,
    List<ConfusionView> confusions,
    @Nullable QualitySlices slices,
    @Nullable GainChart gain,
    List<FairnessView> fairness) {

  public GatesView {
    gates = List.copyOf(gates);
    charts = List.copyOf(charts);
    confusions = List.copyOf(confusions);
    fairness = List.copyOf(fairness);
  }

  /**
   * One gate.
   *
   * @param badge its verdict
   * @param name its name
   * @param asked what is asked for
   * @param found the number that was judged
   * @param message the finding
   */
  public record Gate(Badge badge, String name, String asked, String found, String message) {}

  static GatesView of(GateReport report) {
    return new GatesView(
        report,
        report.accepted() ? new Badge(Tone.GOOD, "Accepted") : new Badge(Tone.BAD, "Refused"),
        sentence(report),
        report.gates().stream()
            .sorted(Comparator.comparing(g -> g.status() == GateStatus.PASS))
            .map(
                g ->
                    new Gate(
                        Badge.of(g.status()),
                        Format.name(g.gate()),
                        Format.clip(g.expected(), 200),
                        Format.precise(g.actual()),
                        Format.clip(g.message(), 600)))
            .toList(),
        metrics(report),
        ModelCharts.ofModels(report.champion(), report.challenger()),
        ConfusionView.ofBoth(
            Side.CHAMPION, report.champion(), Side.CHALLENGER, report.challenger()),
        QualitySlices.of(
            "of the challenger on the golden rows",
            report.challenger(),
            "Champion",
            report.champion()),
        report.comparison() == null ? null : GainChart.of(report.comparison(), null),
        report.fairness().stream().map(FairnessView::of).toList());
  }

  private static MetricsView metrics(GateReport report) {
    return report.champion() == null
        ? MetricsView.of(
            "Quality on the golden rows; there is no champion to compare with",
            "Challenger",
            report.challenger(),
            "",
            null)
        : MetricsView.of(
            "Quality on the same golden rows",
            "Champion",
            report.champion(),
            "Challenger",
            report.challenger());
  }

  private static String sentence(GateReport report) {
    List<GateResult> against =
        report.gates().stream().filter(g -> g.status() != GateStatus.PASS).toList();
    if (report.gates().isEmpty()) {
      return "Accepted: no gates are set.";
    }
    if (against.isEmpty()) {
      return report.gates().size() == 1
          ? "Accepted: the gate lets the model through."
          : "Accepted: all " + report.gates().size() + " gates let the model through.";
    }
    if (against.size() == 1) {
      GateResult gate = against.get(0);
      return "Refused: " + Format.name(gate.gate()) + " – " + Format.clip(gate.message(), 600);
    }
    return "Refused by %d of %d gates: %s."
        .formatted(against.size(), report.gates().size(), Format.clip(report.refusedBy(), 300));
  }
}
