package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.multivariate.MultivariateDrift;
import io.tidemark.drift.stats.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetVerdictTest {

  @Test
  void theWeightedShareDecides() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.HIGH, Verdict.DRIFT),
            column("b", Importance.NORMAL, Verdict.PASS),
            column("c", Importance.NORMAL, Verdict.PASS),
            column("d", Importance.LOW, Verdict.PASS),
            column("e", Importance.LOW, Verdict.PASS));

    assertThat(verdict(columns, 0.4).verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(verdict(columns, 0.4).driftedShare()).isCloseTo(0.4, within(1e-12));
    assertThat(verdict(columns, 0.4).reason())
        .isEqualTo(
            "1 of 5 columns drifted (a), 40.0% of the weight, at or above the limit of 40.0%.");
    assertThat(verdict(columns, 0.41).verdict()).isEqualTo(Verdict.WARN);
    assertThat(verdict(columns, 0.41).reason())
        .isEqualTo("1 of 5 columns drifted (a), 40.0% of the weight, below the limit of 41.0%.");
  }

  @Test
  void oneCriticalColumnIsEnough() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.CRITICAL, Verdict.DRIFT),
            column("b", Importance.NORMAL, Verdict.PASS),
            column("c", Importance.NORMAL, Verdict.PASS));

    assertThat(verdict(columns, 1).verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(verdict(columns, 1).reason()).endsWith("below the limit of 100.0%; critical: a.");
  }

  @Test
  void anErrorIsNeverCountedAsPassedButDoesNotHideDrift() {
    ColumnDrift error = column("x", Importance.NORMAL, Verdict.ERROR);

    assertThat(verdict(List.of(error, column("a", Importance.LOW, Verdict.PASS)), 0.3).verdict())
        .isEqualTo(Verdict.ERROR);
    assertThat(verdict(List.of(error, column("a", Importance.LOW, Verdict.DRIFT)), 0.5).verdict())
        .isEqualTo(Verdict.ERROR);
    assertThat(verdict(List.of(error, column("a", Importance.HIGH, Verdict.DRIFT)), 0.5).verdict())
        .isEqualTo(Verdict.DRIFT);
  }

  @Test
  void aWarningColumnWarns() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.CRITICAL, Verdict.WARN),
            column("b", Importance.LOW, Verdict.INSUFFICIENT_DATA));

    assertThat(verdict(columns, 0.3).verdict()).isEqualTo(Verdict.WARN);
    assertThat(verdict(columns, 0.3).reason())
        .isEqualTo("None of 2 columns drifted; warn: a; too little data: b.");
  }

  @Test
  void tooLittleDataEverywhereIsNoPass() {
    ColumnDrift little = column("a", Importance.NORMAL, Verdict.INSUFFICIENT_DATA);

    assertThat(verdict(List.of(little, little), 0.3).verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(
            verdict(List.of(little, column("b", Importance.NORMAL, Verdict.PASS)), 0.3).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(verdict(List.of(), 0.3).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(verdict(List.of(), 0.3).reason())
        .isEqualTo(
            "The reference has no column that can be compared: all are left out, or of types such as struct, array, map"
                + " and binary.");
  }

  @Test
  void givenWeightsTakeThePlaceOfTheImportances() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.NORMAL, Verdict.DRIFT),
            column("b", Importance.NORMAL, Verdict.PASS));
    Map<String, ColumnOptions> small = Map.of("a", weight(0.1), "b", weight(0.4));
    Map<String, ColumnOptions> large = Map.of("a", weight(0.4), "b", weight(0.1));

    assertThat(verdict(columns, 0.3, small).driftedShare()).isCloseTo(0.2, within(1e-12));
    assertThat(verdict(columns, 0.3, small).verdict()).isEqualTo(Verdict.WARN);
    assertThat(verdict(columns, 0.3, large).driftedShare()).isCloseTo(0.8, within(1e-12));
    assertThat(verdict(columns, 0.3, large).verdict()).isEqualTo(Verdict.DRIFT);
  }

  @Test
  void aDriftedColumnThatWeighsNothingOnlyWarns() {
    List<ColumnDrift> columns = List.of(column("a", Importance.NORMAL, Verdict.DRIFT));

    DatasetVerdict verdict = verdict(columns, 0.3, Map.of("a", weight(0)));

    assertThat(verdict.driftedShare()).isZero();
    assertThat(verdict.verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void driftOfTheTargetWarnsHoweverMuchOfTheFeaturesIsCalm() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.NORMAL, Verdict.PASS),
            column("y", Importance.NORMAL, Verdict.DRIFT));
    Map<String, ColumnOptions> target = Map.of("y", role(Role.TARGET));

    DatasetVerdict verdict = verdict(columns, 0.3, target);

    assertThat(verdict.verdict()).isEqualTo(Verdict.WARN);
    assertThat(verdict.driftedShare()).as("the target is no feature").isZero();
    assertThat(verdict.reason()).isEqualTo("None of 1 features drifted; the target drifted (y).");
    assertThat(verdict.roles())
        .containsExactly(
            new RoleDrift(Role.FEATURE, List.of("a"), 0, Verdict.PASS),
            new RoleDrift(Role.TARGET, List.of("y"), 1, Verdict.DRIFT));
    assertThat(verdict(columns, 0.3).verdict()).as("as a feature").isEqualTo(Verdict.DRIFT);
  }

  @Test
  void driftOfACriticalPredictionIsDriftOfTheDataset() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.NORMAL, Verdict.PASS),
            column("score", Importance.CRITICAL, Verdict.DRIFT));

    DatasetVerdict verdict = verdict(columns, 0.3, Map.of("score", role(Role.PREDICTION)));

    assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(verdict.reason())
        .isEqualTo(
            "None of 1 features drifted; the prediction drifted (score), which is critical.");
  }

  @Test
  void aCalmTargetLeavesTheVerdictToTheFeatures() {
    List<ColumnDrift> columns =
        List.of(
            column("a", Importance.NORMAL, Verdict.DRIFT),
            column("y", Importance.CRITICAL, Verdict.PASS));

    DatasetVerdict verdict = verdict(columns, 1, Map.of("y", role(Role.TARGET)));

    assertThat(verdict.driftedShare()).isOne();
    assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 of 1 features drifted (a), 100.0% of the weight, at or above the limit of 100.0%.");
  }

  @Test
  void withoutOtherRolesAllColumnsAreFeatures() {
    DatasetVerdict verdict =
        verdict(List.of(column("a", Importance.NORMAL, Verdict.WARN)), 0.3, Map.of());

    assertThat(verdict.roles())
        .containsExactly(new RoleDrift(Role.FEATURE, List.of("a"), 0, Verdict.WARN));
  }

  @Test
  void driftOfTheColumnsTogetherIsDriftWhateverTheSingleColumnsSay() {
    for (Verdict columns : Verdict.values()) {
      assertThat(result(columns).with(together(Verdict.DRIFT)).verdict()).isEqualTo(Verdict.DRIFT);
    }
    assertThat(result(Verdict.PASS).with(together(Verdict.DRIFT)).reason())
        .isEqualTo(
            "None of 2 columns drifted. The columns together drifted (domain classifier AUC 0.810, by chance up to"
                + " 0.530).");
  }

  @Test
  void aWarningOfTheColumnsTogetherIsAtLeastAWarning() {
    MultivariateDrift warn = together(Verdict.WARN);

    assertThat(result(Verdict.PASS).with(warn).verdict()).isEqualTo(Verdict.WARN);
    assertThat(result(Verdict.INSUFFICIENT_DATA).with(warn).verdict()).isEqualTo(Verdict.WARN);
    assertThat(result(Verdict.DRIFT).with(warn).verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result(Verdict.ERROR).with(warn).verdict()).isEqualTo(Verdict.ERROR);
  }

  @Test
  void calmOrUnknownColumnsTogetherChangeNothing() {
    MultivariateDrift unknown =
        new MultivariateDrift(
            List.of(), 0, 0, List.of(), Verdict.INSUFFICIENT_DATA, "the reference's rows are gone");
    for (Verdict columns : Verdict.values()) {
      assertThat(result(columns).with(together(Verdict.PASS)).verdict()).isEqualTo(columns);
      assertThat(result(columns).with(unknown).verdict()).isEqualTo(columns);
    }
    assertThat(result(Verdict.PASS).with(unknown).reason())
        .endsWith(" The columns together were not compared: the reference's rows are gone.");
  }

  @Test
  void longListsOfNamesAreCut() {
    List<ColumnDrift> columns =
        IntStream.range(0, 7)
            .mapToObj(i -> column("c" + i, Importance.NORMAL, Verdict.DRIFT))
            .toList();

    assertThat(verdict(columns, 0.3).reason()).contains("(c0, c1, c2, c3, c4 and 2 more)");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new DriftOptions(0, DriftThresholds.defaults(), Map.of(), 0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("alpha must lie between 0 and 1, but is 0.0");
    assertThatThrownBy(() -> new DriftOptions(0.05, DriftThresholds.defaults(), Map.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxDriftedShare must be above 0 and at most 1, but is 0.0");
    assertThatThrownBy(() -> new DriftThresholds(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no threshold for PSI");
  }

  private static DatasetVerdict verdict(List<ColumnDrift> columns, double limit) {
    return verdict(columns, limit, Map.of());
  }

  private static DatasetVerdict verdict(
      List<ColumnDrift> columns, double limit, Map<String, ColumnOptions> options) {
    return DatasetVerdict.of(
        columns, new DriftOptions(0.05, DriftThresholds.defaults(), options, limit), List.of());
  }

  private static ColumnOptions role(Role role) {
    return new ColumnOptions(Importance.NORMAL, Map.of(), role, null);
  }

  private static ColumnOptions weight(double weight) {
    return new ColumnOptions(Importance.NORMAL, Map.of(), Role.FEATURE, weight);
  }

  private static DriftResult result(Verdict verdict) {
    return new DriftResult(9, 9, List.of(), 0, 0.3, verdict, "None of 2 columns drifted.");
  }

  private static MultivariateDrift together(Verdict verdict) {
    return new MultivariateDrift(
        List.of("a", "b"),
        9,
        9,
        List.of(
            new MultivariateDrift.Test(
                MultivariateDrift.Method.DOMAIN_CLASSIFIER,
                0.81,
                0.5,
                0.53,
                0.001,
                0.6,
                0.7,
                verdict,
                List.of())),
        verdict,
        null);
  }

  private static ColumnDrift column(String name, Importance importance, Verdict verdict) {
    return new ColumnDrift(
        name,
        ColumnKind.NUMERIC,
        "int",
        importance,
        null,
        null,
        List.of(),
        List.of(),
        verdict,
        null);
  }
}
