package io.tidemark.drift;

import io.tidemark.drift.ColumnMeasurement.Finding;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.TableScan;
import io.tidemark.drift.profile.TableTally;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.stats.BenjaminiHochberg;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Threshold;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.drift.stats.VerdictRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares a dataset with a frozen reference. Immutable.
 *
 * <table>
 * <caption>Special cases of a column</caption>
 * <tr><td>missing now, of another kind now, of a type that cannot be read</td>
 *     <td>ERROR with a problem, the others are compared</td></tr>
 * <tr><td>no rows on a side</td><td>INSUFFICIENT_DATA with a problem, no measures</td></tr>
 * <tr><td>all null on a side</td><td>compared through the null bin; KS is INSUFFICIENT_DATA</td></tr>
 * <tr><td>wider type of the same kind</td><td>compared; a float widened to double as floats</td></tr>
 * <tr><td>not in the reference</td><td>not compared, named in the reason</td></tr>
 * </table>
 *
 * <p>P-values are adjusted over the run's columns for each measure by itself.
 */
public final class DriftComparison {
  private final DriftOptions options;
  private final VerdictRule rule;

  /** Compares under these options. */
  public DriftComparison(DriftOptions options) {
    this.options = options;
    this.rule = new VerdictRule(options.alpha());
  }

  /**
   * Compares; costs one Spark job, whatever the number of columns.
   *
   * @param reference what to compare with
   * @param current the dataset; columns are matched by their exact names
   * @throws IllegalArgumentException if the options name a column that the reference does not
   *     profile
   */
  public DriftResult compare(ReferenceProfile reference, Dataset<Row> current) {
    checkOptions(reference);
    List<ColumnMatch> matches = ColumnMatch.all(reference, current.schema());
    List<ColumnMatch.Matched> matched =
        matches.stream()
            .filter(ColumnMatch.Matched.class::isInstance)
            .map(ColumnMatch.Matched.class::cast)
            .toList();
    TableTally counted =
        TableScan.count(
            current,
            matched.stream().map(ColumnMatch.Matched::read).toList(),
            matched.stream().map(ColumnMatch.Matched::tally).toList());
    List<ColumnDrift> columns = decideAll(matches, measure(matched, counted));
    DatasetVerdict verdict =
        DatasetVerdict.of(columns, options, ColumnMatch.added(reference, current.schema()));
    return new DriftResult(
        reference.rows(),
        counted.rows(),
        columns,
        verdict.driftedShare(),
        options.maxDriftedShare(),
        verdict.verdict(),
        verdict.reason(),
        verdict.roles(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private record Measured(ColumnTally tally, ColumnMeasurement measurement) {}

  private Map<String, Measured> measure(List<ColumnMatch.Matched> matched, TableTally counted) {
    Map<String, Measured> measured = new LinkedHashMap<>();
    for (int i = 0; i < matched.size(); i++) {
      ColumnProfile profile = matched.get(i).profile();
      ColumnTally tally = counted.column(i);
      measured.put(
          profile.name(),
          new Measured(tally, ColumnMeasurement.of(profile, tally, options.alpha())));
    }
    return measured;
  }

  private List<ColumnDrift> decideAll(List<ColumnMatch> matches, Map<String, Measured> measured) {
    Map<Tested, Double> adjusted = adjust(measured);
    List<ColumnDrift> columns = new ArrayList<>();
    for (ColumnMatch match : matches) {
      if (match instanceof ColumnMatch.Unmatched unmatched) {
        columns.add(failed(unmatched));
      } else {
        Measured found = Objects.requireNonNull(measured.get(match.profile().name()));
        columns.add(decided(match.profile(), found.tally(), found.measurement(), adjusted));
      }
    }
    return columns;
  }

  private void checkOptions(ReferenceProfile reference) {
    List<String> profiled = reference.columns().stream().map(ColumnProfile::name).toList();
    List<String> problems = new ArrayList<>();
    for (String name : options.columns().keySet().stream().sorted().toList()) {
      if (!profiled.contains(name)) {
        Optional<String> suggestion = NameSuggestion.closest(name, profiled);
        problems.add(
            "`%s`%s"
                .formatted(name, suggestion.map(" (did you mean `%s`?)"::formatted).orElse("")));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the drift options name columns that the reference does not profile: %s; it profiles %s"
              .formatted(String.join(", ", problems), profiled));
    }
  }

  private record Tested(String column, Measure measure) {}

  private static Map<Tested, Double> adjust(Map<String, Measured> measured) {
    Map<Measure, Map<String, Double>> families = new EnumMap<>(Measure.class);
    measured.forEach(
        (column, found) ->
            found.measurement().findings().stream()
                .map(Finding::evidence)
                .forEach(
                    evidence ->
                        families
                            .computeIfAbsent(evidence.measure(), m -> new LinkedHashMap<>())
                            .put(column, evidence.pValue())));
    Map<Tested, Double> adjusted = new HashMap<>();
    families.forEach(
        (measure, family) -> {
          double[] values =
              BenjaminiHochberg.adjust(
                  family.values().stream().mapToDouble(Double::doubleValue).toArray());
          int next = 0;
          for (String column : family.keySet()) {
            adjusted.put(new Tested(column, measure), values[next++]);
          }
        });
    return adjusted;
  }

  private ColumnDrift failed(ColumnMatch.Unmatched match) {
    ColumnProfile profile = match.profile();
    return new ColumnDrift(
        profile.name(),
        profile.kind(),
        profile.dataType(),
        options.column(profile.name()).importance(),
        profile.summary(),
        null,
        List.of(),
        List.of(),
        Verdict.ERROR,
        match.problem());
  }

  private ColumnDrift decided(
      ColumnProfile profile,
      ColumnTally current,
      ColumnMeasurement measurement,
      Map<Tested, Double> adjusted) {
    ColumnOptions column = options.column(profile.name());
    DriftThresholds thresholds = options.defaults().with(column.thresholds());
    List<MeasureResult> results = new ArrayList<>();
    Verdict worst = Verdict.PASS;
    for (Finding finding : measurement.findings()) {
      Measure measure = finding.evidence().measure();
      MeasureResult result =
          decide(
              finding,
              Objects.requireNonNull(adjusted.get(new Tested(profile.name(), measure))),
              thresholds.of(measure));
      results.add(result);
      worst = worst.worse(result.verdict());
    }
    String problem = noRows(profile, current);
    return new ColumnDrift(
        profile.name(),
        profile.kind(),
        profile.dataType(),
        column.importance(),
        profile.summary(),
        current.summary(),
        measurement.bins(),
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
