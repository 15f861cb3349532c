package io.tidemark.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All mergeable states against their contract. Moments: 1e-12 relative, all else exactly. */
class MergeableTest {

  @Nested
  class OfMoments extends MergeableContract<Double, Moments> {
    @Override
    Moments start() {
      return new Moments();
    }

    @Override
    Double item(Random random) {
      return random.nextGaussian();
    }

    @Override
    void accept(Moments state, Double item) {
      state.accept(item);
    }

    @Override
    void assertSame(Moments actual, Moments expected) {
      assertThat(actual.min()).isEqualTo(expected.min());
      assertThat(actual.max()).isEqualTo(expected.max());
      assertClose(actual.mean(), expected.mean());
      assertClose(actual.standardDeviation(), expected.standardDeviation());
      assertThat(actual.skewness().orElse(0))
          .isCloseTo(expected.skewness().orElse(0), within(1e-9));
      assertThat(actual.kurtosis().orElse(0))
          .isCloseTo(expected.kurtosis().orElse(0), within(1e-9));
    }

    @Test
    void momentsDoNotCancelFarFromZero() {
      Moments moments = new Moments();
      DoubleStream.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).forEach(moments::add);

      assertThat(moments.mean()).hasValue(1e9 + 10);
      // Sum of squares 36 + 9 + 9 + 36 over 3.
      assertThat(moments.standardDeviation().orElseThrow()).isCloseTo(Math.sqrt(30), within(1e-9));
    }

    @Test
    void skewnessAndKurtosisAreThoseOfThePopulation() {
      Moments moments = new Moments();
      DoubleStream.of(1, 2, 3, 10).forEach(moments::add);

      // scipy 1.17.1: stats.skew([1, 2, 3, 10]), stats.kurtosis([1, 2, 3, 10])
      assertThat(moments.skewness().orElseThrow()).isCloseTo(1.0182337649086284, within(1e-12));
      assertThat(moments.kurtosis().orElseThrow()).isCloseTo(-0.7696, within(1e-12));
    }

    @Test
    void aBlockGivesTheSameAsItsValuesOneByOne() {
      Random random = new Random(3);
      double[] values = random.doubles(4096, 5, 9).toArray();
      Moments block = new Moments();
      Moments single = new Moments();
      assertThat(block.addBlock(values, 2000)).isTrue();
      assertThat(block.addBlock(Arrays.copyOfRange(values, 2000, 4096), 2096)).isTrue();
      DoubleStream.of(values).forEach(single::add);

      assertSame(block, single);
    }

    @Test
    void aBlockThatIsNotFiniteChangesNothing() {
      Moments moments = new Moments();
      moments.add(4);
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
        assertThat(moments.addBlock(new double[] {1, bad, 2}, 3)).isFalse();
      }

      assertThat(moments.max()).hasValue(4);
      assertThat(moments.mean()).hasValue(4);
    }

    @Test
    void oneValueHasNoDeviationAndNoneHasNothing() {
      Moments moments = new Moments();
      assertThat(moments.mean()).isEmpty();
      assertThat(moments.min()).isEmpty();

      moments.add(5);
      assertThat(moments.mean()).hasValue(5);
      assertThat(moments.standardDeviation()).isEmpty();
    }
  }

  @Nested
  class OfNumbers extends MergeableContract<Optional<Object>, ColumnTally> {
    @Override
    ColumnTally start() {
      return new NumericTally(new double[] {-1, 0, 0.5, 1}, false);
    }

    @Override
    Optional<Object> item(Random random) {
      return switch (random.nextInt(10)) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(Double.NaN);
        case 2 -> Optional.of(-0.0);
        case 3 -> Optional.of(0.5);
        default -> Optional.of(number(random));
      };
    }

    @Override
    void accept(ColumnTally state, Optional<Object> item) {
      state.accept(TestingBlocks.of(item.orElse(null)));
    }

    @Override
    void assertSame(ColumnTally actual, ColumnTally expected) {
      assertThat(((NumericTally) actual).cells()).isEqualTo(((NumericTally) expected).cells());
      assertSummary(actual.summary(), expected.summary());
    }

    @Test
    void valuesFallOnTheCutsAndBetweenThem() {
      NumericTally tally = new NumericTally(new double[] {-0.0, 2}, false);
      for (Double value :
          Arrays.asList(
              Double.NEGATIVE_INFINITY, -1.0, -0.0, 0.0, 1.0, 2.0, 3.0, 1 / 0.0, 0 / 0.0, null)) {
        tally.accept(TestingBlocks.of(value));
      }

      assertThat(tally.cells()).containsExactly(2, 2, 1, 1, 2);
      assertThat(tally.nans()).isEqualTo(1);
      assertThat(tally.nulls()).isEqualTo(1);
      assertThat(tally.rows()).isEqualTo(10);
    }

    @Test
    void cutsThatDoNotAscendAreRefused() {
      assertThatThrownBy(() -> new NumericTally(new double[] {1, 1}, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cut points must be finite and ascending, but number 2 is 1.0");
    }

    @Test
    void talliesOnOtherCutsDoNotMerge() {
      assertThatThrownBy(() -> start().merge(new NumericTally(new double[] {7}, false)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a NumericTally can only be merged with one on the same cells");
    }
  }

  @Nested
  class OfCategories extends MergeableContract<Optional<Object>, ColumnTally> {
    @Override
    ColumnTally start() {
      return new CategoryTally(List.of("a", "b", ""));
    }

    @Override
    Optional<Object> item(Random random) {
      return Optional.ofNullable(Arrays.asList("a", "b", "", "new", null).get(random.nextInt(5)));
    }

    @Override
    void accept(ColumnTally state, Optional<Object> item) {
      state.accept(TestingBlocks.of(item.orElse(null)));
    }

    @Override
    void assertSame(ColumnTally actual, ColumnTally expected) {
      assertThat(((CategoryTally) actual).counts()).isEqualTo(((CategoryTally) expected).counts());
      assertThat(((CategoryTally) actual).others()).isEqualTo(((CategoryTally) expected).others());
      assertThat(actual.summary()).isEqualTo(expected.summary());
    }
  }

  @Nested
  class OfPresence extends MergeableContract<Optional<Object>, ColumnTally> {
    @Override
    ColumnTally start() {
      return new PresenceTally();
    }

    @Override
    Optional<Object> item(Random random) {
      return random.nextBoolean() ? Optional.of(7L) : Optional.empty();
    }

    @Override
    void accept(ColumnTally state, Optional<Object> item) {
      state.accept(TestingBlocks.of(item.orElse(null)));
    }

    @Override
    void assertSame(ColumnTally actual, ColumnTally expected) {
      assertThat(actual.summary()).isEqualTo(expected.summary());
    }
  }

  @Nested
  class OfTables extends MergeableContract<RowRun, TableTally> {
    private static final String[] CITIES = {"x", "y", null};

    @Override
    TableTally start() {
      return new TableTally(
          List.of(
              new NumericTally(new double[] {0}, false),
              new CategoryTally(List.of("x")),
              new PresenceTally()),
          List.of(
              new SliceGrouping(
                  List.of(TestingBlocks.TEXT),
                  List.of(List.of("x"), Arrays.asList((String) null)))));
    }

    @Override
    RowRun item(Random random) {
      String city = CITIES[random.nextInt(3)];
      return TestingBlocks.row(
          random.nextInt(5) == 0 ? null : number(random),
          city,
          random.nextBoolean() ? 7L : null,
          city);
    }

    @Override
    void accept(TableTally state, RowRun item) {
      state.accept(item);
    }

    @Override
    void assertSame(TableTally actual, TableTally expected) {
      assertThat(actual.rows()).isEqualTo(expected.rows());
      assertThat(actual.groups(0).rows()).isEqualTo(expected.groups(0).rows());
      for (int i = 0; i < 3; i++) {
        assertSummary(actual.column(i).summary(), expected.column(i).summary());
        for (long group : expected.groups(0).rows().keySet()) {
          assertThat(actual.groups(0).column(group, i, actual.column(i)).cellRows())
              .isEqualTo(expected.groups(0).column(group, i, expected.column(i)).cellRows());
        }
      }
    }
  }

  @Nested
  class OfDistinctValues extends MergeableContract<Long, DistinctCounter> {
    @Override
    DistinctCounter start() {
      return new DistinctCounter();
    }

    @Override
    Long item(Random random) {
      return DistinctCounter.hash(random.nextInt(200));
    }

    @Override
    void accept(DistinctCounter state, Long item) {
      state.accept(item);
    }

    @Override
    void assertSame(DistinctCounter actual, DistinctCounter expected) {
      assertThat(actual.estimate()).isEqualTo(expected.estimate());
    }

    @Test
    void theEstimateIsWithinFourStandardErrors() {
      for (int size : new int[] {0, 1, 10, 500, 5_000, 100_000, 3_000_000}) {
        DistinctCounter counter = new DistinctCounter();
        for (long i = 0; i < size; i++) {
          counter.add(DistinctCounter.hash(i * 7919));
          counter.add(DistinctCounter.hash(i * 7919));
        }

        assertThat((double) counter.estimate()).isCloseTo(size, within(4 * 0.01625 * size + 0.5));
      }
    }
  }

  @Nested
  class OfTails extends MergeableContract<Double, TailCounts> {
    @Override
    TailCounts start() {
      return new TailCounts();
    }

    @Override
    Double item(Random random) {
      return random.nextInt(20) == 0
          ? -0.0
          : random.nextGaussian() * Math.pow(10, random.nextInt(8));
    }

    @Override
    void accept(TailCounts state, Double item) {
      state.accept(item);
    }

    @Override
    void assertSame(TailCounts actual, TailCounts expected) {
      assertThat(actual.cells().low()).isEqualTo(expected.cells().low());
      assertThat(actual.cells().high()).isEqualTo(expected.cells().high());
      assertThat(actual.cells().counts()).isEqualTo(expected.cells().counts());
    }

    @Test
    void cellsAscendHoldTheirValuesAndAreNarrow() {
      for (double value : new double[] {-3e9, -1, -0.99, -1e-300, -0.0, 0.0, 5, 1e308}) {
        TailCounts one = new TailCounts();
        one.add(value);

        double low = one.cells().low()[0];
        double high = one.cells().high()[0];
        assertThat(value + 0.0).isBetween(low, high);
        assertThat(high - low).isLessThanOrEqualTo(Math.abs(value) / 64 + Double.MIN_NORMAL);
      }
      double[] low = filled(items(9)).cells().low();
      assertThat(low).isSorted();
    }
  }

  @Nested
  class OfNewTexts extends MergeableContract<String, NewTexts> {
    @Override
    NewTexts start() {
      return new NewTexts(40);
    }

    @Override
    String item(Random random) {
      return "t" + random.nextInt(150);
    }

    @Override
    void accept(NewTexts state, String item) {
      state.accept(item);
    }

    @Override
    void assertSame(NewTexts actual, NewTexts expected) {
      assertThat(listed(actual)).isEqualTo(listed(expected));
      assertThat(actual.complete()).isEqualTo(expected.complete());
    }

    @Test
    void whatIsKeptHasExactCountsAndNoMoreThanTheLimitIsKept() {
      List<String> items = items(5);
      NewTexts texts = filled(items);

      assertThat(texts.complete()).isFalse();
      assertThat(texts.mostFrequentFirst()).hasSizeBetween(5, 40);
      for (NewTexts.Counted counted : texts.mostFrequentFirst()) {
        assertThat(counted.count()).isEqualTo(Collections.frequency(items, counted.text()));
      }
    }

    @Test
    void longTextsAreCutShortButToldApart() {
      NewTexts texts = new NewTexts(10);
      texts.accept("ä".repeat(500) + "1");
      texts.accept("ä".repeat(500) + "2");

      assertThat(texts.mostFrequentFirst())
          .hasSize(2)
          .allSatisfy(counted -> assertThat(counted.text()).hasSize(NewTexts.LONGEST));
    }

    private static List<String> listed(NewTexts texts) {
      return texts.mostFrequentFirst().stream().map(c -> c.text() + " " + c.count()).toList();
    }
  }

  @Nested
  class OfDistinctNumbers extends MergeableContract<Double, DistinctNumbers> {
    @Override
    DistinctNumbers start() {
      return new DistinctNumbers(12);
    }

    @Override
    Double item(Random random) {
      return (double) random.nextInt(12);
    }

    @Override
    void accept(DistinctNumbers state, Double item) {
      state.accept(item);
    }

    @Override
    void assertSame(DistinctNumbers actual, DistinctNumbers expected) {
      assertThat(actual.ascending().map(Arrays::toString))
          .isEqualTo(expected.ascending().map(Arrays::toString));
    }

    @Test
    void oneTooManyEndsTheListWhicheverWayItComes() {
      DistinctNumbers whole = new DistinctNumbers(2);
      List.of(1.0, 2.0, 3.0).forEach(whole::accept);
      DistinctNumbers part = new DistinctNumbers(2);
      List.of(1.0, 2.0).forEach(part::accept);
      DistinctNumbers rest = new DistinctNumbers(2);
      rest.accept(3.0);
      rest.merge(part);

      assertThat(whole.ascending()).isEmpty();
      assertThat(part.ascending()).isPresent();
      assertThat(rest.ascending()).isEmpty();
    }

    @Test
    void zerosAreOneAndInfinitiesAndNanAreNone() {
      DistinctNumbers numbers = new DistinctNumbers(2);
      List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY).forEach(numbers::accept);

      assertThat(numbers.ascending().orElseThrow()).containsExactly(0.0);
    }
  }

  private static double number(Random random) {
    List<Double> special =
        new ArrayList<>(List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0, 1e12));
    int choice = random.nextInt(50);
    return choice < special.size() ? special.get(choice) : random.nextGaussian();
  }

  private static void assertSummary(ColumnSummary actual, ColumnSummary expected) {
    assertThat(List.of(actual.rows(), actual.nulls(), actual.nans()))
        .isEqualTo(List.of(expected.rows(), expected.nulls(), expected.nans()));
    assertThat(actual.min()).isEqualTo(expected.min());
    assertThat(actual.max()).isEqualTo(expected.max());
    assertClose(optional(actual.mean()), optional(expected.mean()));
    assertClose(optional(actual.standardDeviation()), optional(expected.standardDeviation()));
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static void assertClose(OptionalDouble actual, OptionalDouble expected) {
    assertThat(actual.isPresent()).isEqualTo(expected.isPresent());
    if (expected.isPresent()) {
      double value = expected.getAsDouble();
      assertThat(actual.getAsDouble()).isCloseTo(value, within(1e-12 * Math.abs(value)));
    }
  }
}
