package io.tidemark.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.ColumnSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
      return number(random);
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
    void infinitiesCountForTheRangeOnly() {
      Moments moments = new Moments();
      DoubleStream.of(Double.NEGATIVE_INFINITY, 1, 3).forEach(moments::add);

      assertThat(moments.min()).hasValue(Double.NEGATIVE_INFINITY);
      assertThat(moments.max()).hasValue(3);
      assertThat(moments.mean()).hasValue(2);
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
      return new NumericTally(new double[] {-1, 0, 0.5, 1});
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
      state.accept(item.orElse(null));
    }

    @Override
    void assertSame(ColumnTally actual, ColumnTally expected) {
      assertThat(((NumericTally) actual).cells()).isEqualTo(((NumericTally) expected).cells());
      assertSummary(actual.summary(), expected.summary());
    }

    @Test
    void valuesFallOnTheCutsAndBetweenThem() {
      NumericTally tally = new NumericTally(new double[] {-0.0, 2});
      for (Double value :
          Arrays.asList(
              Double.NEGATIVE_INFINITY, -1.0, -0.0, 0.0, 1.0, 2.0, 3.0, 1 / 0.0, 0 / 0.0, null)) {
        tally.accept(value);
      }

      assertThat(tally.cells()).containsExactly(2, 2, 1, 1, 2);
      assertThat(tally.nans()).isEqualTo(1);
      assertThat(tally.nulls()).isEqualTo(1);
      assertThat(tally.rows()).isEqualTo(10);
    }

    @Test
    void cutsThatDoNotAscendAreRefused() {
      assertThatThrownBy(() -> new NumericTally(new double[] {1, 1}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cut points must be finite and ascending, but number 2 is 1.0");
    }

    @Test
    void talliesOnOtherCutsDoNotMerge() {
      assertThatThrownBy(() -> start().merge(new NumericTally(new double[] {7})))
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
      state.accept(item.orElse(null));
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
      return random.nextBoolean() ? Optional.of(true) : Optional.empty();
    }

    @Override
    void accept(ColumnTally state, Optional<Object> item) {
      state.accept(item.orElse(null));
    }

    @Override
    void assertSame(ColumnTally actual, ColumnTally expected) {
      assertThat(actual.summary()).isEqualTo(expected.summary());
    }
  }

  @Nested
  class OfTables extends MergeableContract<Row, TableTally> {
    @Override
    TableTally start() {
      return new TableTally(
          List.of(
              new NumericTally(new double[] {0}),
              new CategoryTally(List.of("x")),
              new PresenceTally()));
    }

    @Override
    Row item(Random random) {
      return RowFactory.create(
          random.nextInt(5) == 0 ? null : number(random),
          random.nextBoolean() ? "x" : "y",
          random.nextBoolean() ? true : null);
    }

    @Override
    void accept(TableTally state, Row item) {
      state.accept(item);
    }

    @Override
    void assertSame(TableTally actual, TableTally expected) {
      assertThat(actual.rows()).isEqualTo(expected.rows());
      for (int i = 0; i < 3; i++) {
        assertSummary(actual.column(i).summary(), expected.column(i).summary());
      }
    }
  }

  @Nested
  class OfCommonValues extends MergeableContract<CommonValues.Counted, CommonValues> {
    private int next;

    @Override
    CommonValues start() {
      return new CommonValues(7);
    }

    @Override
    CommonValues.Counted item(Random random) {
      // Every value is counted once; many share their count.
      return new CommonValues.Counted("v" + next++, random.nextInt(5));
    }

    @Override
    List<CommonValues.Counted> items(int seed) {
      next = 1000 * seed;
      return super.items(seed);
    }

    @Override
    void accept(CommonValues state, CommonValues.Counted item) {
      state.accept(item);
    }

    @Override
    void assertSame(CommonValues actual, CommonValues expected) {
      assertThat(names(actual)).isEqualTo(names(expected));
    }

    @Test
    void tiesGoToTheSmallerName() {
      CommonValues values = new CommonValues(2);
      for (String name : List.of("d", "b", "c", "a")) {
        values.accept(new CommonValues.Counted(name, name.equals("d") ? 9 : 1));
      }

      assertThat(names(values)).containsExactly("d 9", "a 1");
    }

    private static List<String> names(CommonValues values) {
      return values.mostFrequentFirst().stream().map(v -> v.value() + " " + v.count()).toList();
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
