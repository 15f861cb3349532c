package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Threshold;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Approximation never decides a verdict as long as the reference's rows can be read. */
class RefinementTest {
  private static final ReferenceOptions COARSE =
      new ReferenceOptions(List.of(), Set.of(), 10, 10, 10);
  private static final ReferenceOptions EXACT =
      new ReferenceOptions(List.of(), Set.of(), 10, 100_000, 10);

  private final Dataset<Row> reference =
      TestSpark.session().range(0, 4000, 1, 2).selectExpr("randn(1) as v", "exp(randn(2)) as w");
  private final Dataset<Row> current =
      TestSpark.session()
          .range(0, 4000, 1, 2)
          .selectExpr("randn(3) + 0.2 as v", "1.2 * exp(randn(4)) as w");

  @Test
  void aVerdictOnBothSidesOfTheTruthIsThatOfExactCells() {
    ReferenceProfile coarse = ReferenceProfiles.freeze(reference, COARSE);
    ReferenceProfile exact = ReferenceProfiles.freeze(reference, EXACT);
    for (Measure measure : List.of(Measure.KS, Measure.WASSERSTEIN)) {
      for (String column : List.of("v", "w")) {
        MeasureResult truth = find(compare(exact, standard(), false), column, measure);
        // Wasserstein-1 stays an interval where current values lie outside the reference's range.
        assertThat(truth.effectHigh() - truth.effectLow()).isLessThan(0.03 * truth.effect());
        double step = measure == Measure.KS ? 0.001 : 0.05;
        for (double factor : new double[] {1 - step, 1 + step}) {
          Threshold threshold = new Threshold(0.001, factor * truth.effect());
          DriftOptions options = options(column, measure, threshold);

          MeasureResult open = find(compare(coarse, options, false), column, measure);
          MeasureResult settled = find(compare(coarse, options, true), column, measure);

          assertThat(open.note()).contains("which holds a threshold");
          assertThat(settled.verdict()).isEqualTo(factor < 1 ? Verdict.DRIFT : Verdict.WARN);
          assertThat(settled.effectLow()).isLessThanOrEqualTo(truth.effectHigh());
          assertThat(settled.effectHigh()).isGreaterThanOrEqualTo(truth.effectLow());
          assertThat(settled.note()).doesNotContain("which holds a threshold");
        }
      }
    }
  }

  @Test
  void onlyOpenVerdictsCostFurtherJobsAndBinsStayAsTheyWere() {
    ReferenceProfile coarse = ReferenceProfiles.freeze(reference, COARSE);
    MeasureResult found = find(compare(coarse, standard(), false), "v", Measure.KS);
    DriftOptions open = options("v", Measure.KS, new Threshold(0.001, found.effect()));

    assertThat(TestSpark.jobsOf(() -> compare(coarse, standard(), true))).isEqualTo(1);
    assertThat(TestSpark.jobsOf(() -> compare(coarse, open, true))).isBetween(3, 7);
    assertThat(compare(coarse, open, true).columns().get(0).bins())
        .isEqualTo(compare(coarse, open, false).columns().get(0).bins());
  }

  @Test
  void rowsOfAnotherNumberThanWereFrozenAreNotUsed() {
    ReferenceProfile coarse = ReferenceProfiles.freeze(reference, COARSE);
    MeasureResult found = find(compare(coarse, standard(), false), "v", Measure.KS);
    DriftOptions open = options("v", Measure.KS, new Threshold(0.001, found.effect()));

    DriftResult result =
        new DriftComparison(open).compare(coarse, current, () -> Optional.of(reference.limit(50)));

    assertThat(find(result, "v", Measure.KS).note()).contains("which holds a threshold");
  }

  private DriftResult compare(ReferenceProfile profile, DriftOptions options, boolean rows) {
    return new DriftComparison(options)
        .compare(profile, current, () -> rows ? Optional.of(reference) : Optional.empty());
  }

  /** Thresholds so far away that nothing is open. */
  private static DriftOptions standard() {
    return options("v", Measure.KS, new Threshold(0.9, 0.9));
  }

  private static DriftOptions options(String column, Measure measure, Threshold threshold) {
    Threshold far = new Threshold(0.9, 0.9);
    DriftThresholds defaults =
        DriftThresholds.defaults().with(Map.of(Measure.KS, far, Measure.WASSERSTEIN, far));
    return new DriftOptions(
        0.05,
        defaults,
        Map.of(column, new ColumnOptions(Importance.NORMAL, Map.of(measure, threshold))),
        0.3);
  }

  private static MeasureResult find(DriftResult result, String column, Measure measure) {
    return result.columns().stream()
        .filter(c -> c.column().equals(column))
        .flatMap(c -> c.measures().stream())
        .filter(m -> m.measure() == measure)
        .findFirst()
        .orElseThrow();
  }
}
