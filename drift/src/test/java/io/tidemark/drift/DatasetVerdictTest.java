package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
        .isEqualTo("The reference has no column that can be compared.");
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
    return DatasetVerdict.of(columns, limit, List.of());
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
