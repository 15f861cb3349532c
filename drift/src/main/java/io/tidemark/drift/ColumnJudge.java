package io.tidemark.drift;

import io.tidemark.drift.ColumnMeasurement.Finding;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.stats.BenjaminiHochberg;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Threshold;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.drift.stats.VerdictRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures columns and decides on them; p-values are adjusted for each measure over all of them.
 */
final class ColumnJudge {
  private final DriftOptions options;
  private final VerdictRule rule;

  ColumnJudge(DriftOptions options) {
    this.options = options;
    this.rule = new VerdictRule(options.alpha());
  }

  /** Decides on cases, in their order. */
  List<ColumnDrift> judge(List<ColumnCase> cases) {
    List<ColumnMeasurement> measured =
        cases.stream()
            .parallel()
            .map(c -> ColumnMeasurement.of(c.profile(), c.tally(), c.whole(), options.alpha()))
            .toList();
    List<Map<Measure, Double>> adjusted = adjust(measured);
    List<ColumnDrift> columns = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      columns.add(decide(cases.get(i), measured.get(i), adjusted.get(i)));
    }
    return columns;
  }

  private static List<Map<Measure, Double>> adjust(List<ColumnMeasurement> measured) {
    List<Map<Measure, Double>> adjusted = new ArrayList<>();
    measured.forEach(m -> adjusted.add(new EnumMap<>(Measure.class)));
    for (Measure measure : Measure.values()) {
      List<Integer> members = new ArrayList<>();
      List<Double> pValues = new ArrayList<>();
      for (int i = 0; i < measured.size(); i++) {
        for (Finding finding : measured.get(i).findings()) {
          if (finding.evidence().measure() == measure) {
            members.add(i);
            pValues.add(finding.evidence().pValue());
          }
        }
      }
      double[] values =
          BenjaminiHochberg.adjust(pValues.stream().mapToDouble(Double::doubleValue).toArray());
      for (int k = 0; k < values.length; k++) {
        adjusted.get(members.get(k)).put(measure, values[k]);
      }
    }
    return adjusted;
  }

  private ColumnDrift decide(
      ColumnCase column, ColumnMeasurement measured, Map<Measure, Double> adjusted) {
    ColumnProfile profile = column.profile();
    ColumnOptions own = options.column(profile.name());
    List<MeasureResult> results = new ArrayList<>();
    Verdict worst = Verdict.PASS;
    for (Finding finding : measured.findings()) {
      Measure measure = finding.evidence().measure();
      MeasureResult result =
          decide(
              finding,
              Objects.requireNonNull(adjusted.get(measure)),
              options.threshold(profile.name(), measure));
      results.add(result);
      worst = worst.worse(result.verdict());
    }
    String problem = noRows(profile, column.tally());
    return new ColumnDrift(
        profile.name(),
        profile.kind(),
        profile.dataType(),
        own.importance(),
        profile.summary(),
        column.tally().summary(),
        column.withBins() ? measured.bins() : List.of(),
        results,
        problem == null ? worst : Verdict.INSUFFICIENT_DATA,
        problem);
  }

  private static @Nullable String noRows(ColumnProfile profile, ColumnTally current) {
    if (profile.summary().rows() == 0) {
      return "column `%s` cannot be compared because the reference has no rows; freeze a reference with data"
          .formatted(profile.name());
    }
    if (current.rows() == 0) {
      return "column `%s` cannot be compared because the current data has no rows; check that it was loaded"
          .formatted(profile.name());
    }
    return null;
  }

  private MeasureResult decide(Finding finding, double adjustedPValue, Threshold threshold) {
    Evidence evidence = finding.evidence();
    Verdict verdict = rule.decide(evidence, adjustedPValue, threshold);
    List<String> notes = new ArrayList<>();
    if (finding.place() != null) {
      notes.add(finding.place());
    }
    if (VerdictRule.isRounded(evidence, threshold)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "known only between %.4f and %.4f, which holds a threshold",
              evidence.effectLow(),
              evidence.effectHigh()));
    }
    if (finding.ties() && finding.place() != null && adjustedPValue >= options.alpha()) {
      notes.add("equal values: p is an upper bound");
    }
    return new MeasureResult(
        evidence.measure(),
        evidence.effect(),
        evidence.effectLow(),
        evidence.effectHigh(),
        evidence.statistic(),
        evidence.pValue(),
        adjustedPValue,
        evidence.noise(),
        evidence.smallestDetectable(),
        threshold.warn(),
        threshold.drift(),
        verdict,
        notes.isEmpty() ? null : String.join("; ", notes));
  }
}
