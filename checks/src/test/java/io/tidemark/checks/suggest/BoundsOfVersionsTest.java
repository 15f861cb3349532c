package io.tidemark.checks.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsOfVersionsTest {
  private static final Suggestion ROWS = new Suggestion(new Size(1000L, 1000L), "rows", 250.0);
  private static final Suggestion MEAN =
      new Suggestion(new Statistic(StatisticKind.MEAN, "c", 0.0, 1.0), "mean", 0.5);

  private static Size size(double own, Double... earlier) {
    return (Size) BoundsOfVersions.set(ROWS, own, List.of(earlier)).constraint();
  }

  private static Statistic mean(double own, Double... earlier) {
    return (Statistic) BoundsOfVersions.set(MEAN, own, List.of(earlier)).constraint();
  }

  @Test
  void oneVersionAloneGivesWideBounds() {
    assertThat(size(1000)).isEqualTo(new Size(500L, 1500L));
  }

  @Test
  void boundsLieAroundTheMedianOfTheVersions() {
    assertThat(size(1000.0, 1010.0, 990.0, 1000.0)).isEqualTo(new Size(750L, 1250L));
    assertThat(mean(4.0, 4.1, 3.9).min()).isEqualTo(3.5);
    assertThat(mean(4.0, 4.1, 3.9).max()).isEqualTo(4.5);
  }

  @Test
  void oneOddVersionDoesNotStretchThem() {
    assertThat(size(1000.0, 1010.0, 9.0, 990.0, 1000.0)).isEqualTo(new Size(750L, 1250L));
  }

  @Test
  void versionsThatDifferStretchThem() {
    Statistic bounds = mean(4.0, 5.0, 3.0, 6.0, 2.0);

    // The median deviation is 1, so bounds are 4.4478 away.
    assertThat(bounds.min()).isEqualTo(-0.5);
    assertThat(bounds.max()).isEqualTo(8.5);
  }

  @Test
  void theOwnValueIsInsideEvenIfItIsTheOddOne() {
    assertThat(mean(40.0, 4.0, 4.1, 3.9).max()).isGreaterThanOrEqualTo(40.0);
  }

  @Test
  void aTableThatGrowsHasNoUpperBound() {
    Suggestion suggestion = BoundsOfVersions.set(ROWS, 1000, List.of(900.0, 800.0));

    assertThat(suggestion.constraint()).isEqualTo(new Size(500L, null));
    assertThat(suggestion.reason())
        .isEqualTo(
            "rows; bounds from 3 versions; no upper bound, because every version has more rows than the one before");
  }

  @Test
  void aTableThatGrowsFastIsNotFailedForHowItBegan() {
    assertThat(size(1000.0, 100.0, 10.0)).isEqualTo(new Size(10L, null));
  }

  @Test
  void theLeastNumberOfRowsIsOne() {
    assertThat(BoundsOfVersions.set(new Suggestion(new Size(1L, 1L), "rows", 1.0), 1, List.of()))
        .extracting(Suggestion::constraint)
        .isEqualTo(new Size(1L, 3L));
  }

  @Test
  void boundsAreInclusiveAndNotANumberIsOutside() {
    Statistic bounds = new Statistic(StatisticKind.MEAN, "c", 1.0, 2.0);

    assertThat(BoundsOfVersions.hold(bounds, 1)).isTrue();
    assertThat(BoundsOfVersions.hold(bounds, 2)).isTrue();
    assertThat(BoundsOfVersions.hold(bounds, 2.1)).isFalse();
    assertThat(BoundsOfVersions.hold(bounds, Double.NaN)).isFalse();
    assertThat(BoundsOfVersions.hold(new Size(5L, null), 4)).isFalse();
  }

  @Test
  void boundsThatStandAreNotSetAgain() {
    assertThatThrownBy(
            () ->
                BoundsOfVersions.set(
                    new Suggestion(new Completeness("c", 1), "no null"), 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the bounds of `completeness(c)` stand already");
  }
}
