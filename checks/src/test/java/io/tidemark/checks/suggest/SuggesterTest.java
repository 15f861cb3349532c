package io.tidemark.checks.suggest;

import static io.tidemark.checks.suggest.TestingFacts.NAME;
import static io.tidemark.checks.suggest.TestingFacts.codes;
import static io.tidemark.checks.suggest.TestingFacts.different;
import static io.tidemark.checks.suggest.TestingFacts.numbers;
import static io.tidemark.checks.suggest.TestingFacts.presence;
import static io.tidemark.checks.suggest.TestingFacts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Uniqueness;
import io.tidemark.checks.Format;
import io.tidemark.checks.Sign;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import io.tidemark.checks.Terms;
import io.tidemark.checks.TextFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One rule of Deequ after the other, on facts that are small enough to follow. */
class SuggesterTest {
  private final Suggester suggester = new Suggester();

  /** Without the one on the number of rows. */
  private List<Constraint> of(ColumnFacts facts) {
    return suggester.suggest(facts.rows(), List.of(facts)).stream()
        .skip(1)
        .map(Suggestion::constraint)
        .toList();
  }

  @Test
  void theNumberOfRowsIsSuggestedEvenWithoutColumns() {
    List<Suggestion> suggestions = suggester.suggest(1200, List.of());

    assertThat(suggestions)
        .containsExactly(new Suggestion(new Constraint.Size(1200L, 1200L), "1,200 rows", 300.0));
  }

  @Test
  void aColumnWithoutNullsStaysComplete() {
    assertThat(of(presence(50, 0, null))).containsExactly(new Completeness(NAME, 1));
  }

  @Test
  void aColumnWithSomeNullsKeepsTheLowerConfidenceLimitOfItsCompleteness() {
    // Wilson's interval of 0.9 on 1,000 rows begins at 0.8798.
    assertThat(of(presence(1000, 100, null))).containsExactly(new Completeness(NAME, 0.87));
  }

  @Test
  void ofAColumnThatIsMostlyNullNothingIsAsked() {
    assertThat(of(presence(1000, 900, null))).isEmpty();
    assertThat(of(presence(1000, 1000, null))).isEmpty();
  }

  @Test
  void fewTextsAreTheListOfAllowedValues() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("road", 40L);
    values.put("air", 35L);

    assertThat(of(texts(0, values)))
        .containsExactly(
            new Completeness(NAME, 1), new AllowedValues(NAME, List.of("road", "air"), 1));
  }

  @Test
  void fewWholeNumbersAreAListAndNoRange() {
    assertThat(of(codes(Map.of("9", 30L))))
        .containsExactly(new Completeness(NAME, 1), new AllowedValues(NAME, List.of("9"), 1));
  }

  @Test
  void anAllowedValueCalledAsDeequCallsNullIsKept() {
    assertThat(of(texts(0, Map.of("NullValue", 30L))))
        .contains(new AllowedValues(NAME, List.of("NullValue"), 1));
  }

  @Test
  void whereSomeTextsAreRareTheFrequentOnesCoverMostOfTheValues() {
    Map<String, Long> values = different(3, "rare %d");
    values.put("air", 500L);
    values.put("road", 480L);
    values.put("sea", 10L);
    values.put("rail", 9L);
    values.put("pipe", 8L);

    List<Constraint> constraints = of(texts(0, values));

    // Wilson's interval of 980/1,010 on 1,010 values begins at 0.9579.
    assertThat(constraints).contains(new AllowedValues(NAME, List.of("air", "road"), 0.95));
    assertThat(constraints).noneMatch(c -> c instanceof AllowedValues a && a.minShare() == 1);
  }

  @Test
  void nullsAreNotAmongTheValuesOfAList() {
    Map<String, Long> values = different(3, "rare %d");
    values.put("air", 990L);
    values.put("sea", 10L);
    values.put("rail", 9L);
    values.put("road", 8L);
    values.put("pipe", 7L);

    // Of the values, not of the rows, 96 % are the one.
    assertThat(of(texts(2000, values))).contains(new AllowedValues(NAME, List.of("air"), 0.95));
  }

  @Test
  void textsThatAreNumbersKeepTheirForm() {
    assertThat(of(texts(0, different(200, "%d"))))
        .contains(new Format(NAME, TextFormat.INTEGER, 1, Terms.DEFAULT));
    assertThat(of(texts(0, different(200, "%d.5"))))
        .contains(new Format(NAME, TextFormat.NUMBER, 1, Terms.DEFAULT));
  }

  @Test
  void codesOfOneShapeGetItsPattern() {
    assertThat(of(texts(0, different(200, "AB-%03d"))))
        .contains(new Pattern(NAME, "^[A-Z]{2}-[0-9]{3}$", 1))
        .noneMatch(Statistic.class::isInstance);
  }

  @Test
  void otherTextsOfOneLengthKeepIt() {
    assertThat(of(texts(0, different(200, "é %03d"))))
        .contains(
            new Statistic(StatisticKind.MIN_LENGTH, NAME, 5.0, null),
            new Statistic(StatisticKind.MAX_LENGTH, NAME, null, 5.0));
  }

  @Test
  void textsOfManyLengthsAreNeitherEmptyNorMuchLonger() {
    assertThat(of(texts(0, different(200, "free text %d"))))
        .contains(
            new Statistic(StatisticKind.MIN_LENGTH, NAME, 1.0, null),
            new Statistic(StatisticKind.MAX_LENGTH, NAME, null, 26.0));
  }

  @Test
  void anEmptyTextIsNoReasonToForbidIt() {
    Map<String, Long> values = different(200, "free text %d");
    values.put("", 1L);

    assertThat(of(texts(0, values)))
        .noneMatch(c -> c instanceof Statistic s && s.statistic() == StatisticKind.MIN_LENGTH);
  }

  @Test
  void numbersFromZeroOnStayNonNegativeAndTheirRangeHasAMarginAbove() {
    assertThat(of(numbers(NAME, ColumnFacts.Type.FRACTIONAL, 400, 0, 87.3, 0)))
        .contains(new Sign(NAME, true, 1, Terms.DEFAULT), new Range(NAME, null, 105.0, 1));
  }

  @Test
  void numbersOnBothSidesOfZeroHaveAMarginOnBothSides() {
    assertThat(of(numbers(NAME, ColumnFacts.Type.FRACTIONAL, 400, -60, 1400, 0)))
        .contains(new Range(NAME, -360.0, 1700.0, 1))
        .noneMatch(Sign.class::isInstance);
  }

  @Test
  void aNumberNotANumberLowersTheShareOfTheRangeAndLeavesNoMean() {
    assertThat(of(numbers(NAME, ColumnFacts.Type.FRACTIONAL, 400, 0, 100, 50)))
        .contains(new Range(NAME, 0.0, 120.0, 0.93))
        .noneMatch(Sign.class::isInstance)
        .noneMatch(Statistic.class::isInstance);
  }

  @Test
  void infiniteNumbersHaveNoRange() {
    assertThat(of(numbers(NAME, ColumnFacts.Type.FRACTIONAL, 400, 0, Double.POSITIVE_INFINITY, 0)))
        .containsExactly(new Completeness(NAME, 1), new Sign(NAME, true, 1, Terms.DEFAULT));
  }

  @Test
  void meanAndStandardDeviationWaitForTheirBounds() {
    List<Suggestion> suggestions =
        suggester.suggest(1000, List.of(numbers(NAME, ColumnFacts.Type.FRACTIONAL, 400, 0, 80, 0)));

    assertThat(suggestions)
        .contains(
            new Suggestion(new Statistic(StatisticKind.MEAN, NAME, 35.0, 45.0), "mean 40", 5.0),
            new Suggestion(
                new Statistic(StatisticKind.STANDARD_DEVIATION, NAME, 10.0, 30.0),
                "standard deviation 20",
                10.0));
  }

  @Test
  void wholeNumbersThatAllDifferAreAKeyWithoutARange() {
    assertThat(of(numbers("n", ColumnFacts.Type.INTEGRAL, 1000, 1, 1000, 0)))
        .containsExactly(
            new Completeness("n", 1),
            new Uniqueness(List.of("n"), 1),
            new Sign("n", true, 1, Terms.DEFAULT));
  }

  @Test
  void anIdThatRepeatsHasNeitherRangeNorMean() {
    for (String name : List.of("id", "customer_id", "customerId", "Customer ID", "line.key")) {
      assertThat(of(numbers(name, ColumnFacts.Type.INTEGRAL, 100, 1, 1000, 0)))
          .as(name)
          .containsExactly(new Completeness(name, 1), new Sign(name, true, 1, Terms.DEFAULT));
    }
    assertThat(of(numbers("paid", ColumnFacts.Type.INTEGRAL, 100, 1, 1000, 0)))
        .contains(new Range("paid", null, 1200.0, 1));
  }

  @Test
  void fractionsThatAllDifferAreNoKey() {
    assertThat(of(numbers("n", ColumnFacts.Type.FRACTIONAL, 1000, 1, 1000, 0)))
        .noneMatch(Uniqueness.class::isInstance);
  }

  @Test
  void ofManyKeysOnlyThreeAreLookedAtThoseCalledSoFirst() {
    List<ColumnFacts> columns =
        IntStream.of(1, 2, 3, 4)
            .mapToObj(
                i -> numbers(i == 4 ? "id" : "n" + i, ColumnFacts.Type.INTEGRAL, 1000, 1, 1000, 0))
            .toList();

    assertThat(suggester.suggest(1000, columns))
        .map(Suggestion::constraint)
        .filteredOn(Uniqueness.class::isInstance)
        .containsExactly(
            new Uniqueness(List.of("n1"), 1),
            new Uniqueness(List.of("n2"), 1),
            new Uniqueness(List.of("id"), 1));
  }
}
