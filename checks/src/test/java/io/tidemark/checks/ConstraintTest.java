package io.tidemark.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checks.Constraint.AllowedValues;
import io.tidemark.checks.Constraint.Completeness;
import io.tidemark.checks.Constraint.Pattern;
import io.tidemark.checks.Constraint.Quantile;
import io.tidemark.checks.Constraint.Range;
import io.tidemark.checks.Constraint.Satisfies;
import io.tidemark.checks.Constraint.Size;
import io.tidemark.checks.Constraint.Uniqueness;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintTest {
  private static final List<Constraint> ALL =
      List.of(
          new Size(10L, 20L),
          new Completeness("origin", 0.99),
          new Uniqueness(List.of("date", "origin"), 1),
          new Range("distance", 0.0, 5000.5, 0.95),
          new AllowedValues("origin", List.of("SFO", "JFK"), 1),
          new Pattern("origin", "^[A-Z]{3}$", 1),
          new Satisfies("arrives_after_departure", "arrival > departure", 0.5),
          new Statistic(StatisticKind.MEAN, "delay", null, 12.5),
          new Quantile("delay", 0.95, -5.0, null));

  @Test
  void derivedIdsAreReadable() {
    assertThat(ALL)
        .extracting(Constraint::id)
        .containsExactly(
            "size",
            "completeness(origin)",
            "uniqueness(date,origin)",
            "range(distance)",
            "allowed_values(origin)",
            "pattern(origin)",
            "satisfies(arrives_after_departure)",
            "mean(delay)",
            "quantile(delay,0.95)");
  }

  @Test
  void boundsAreWrittenInWords() {
    assertThat(ALL)
        .extracting(Constraint::expected)
        .containsExactly(
            "in [10, 20]",
            ">= 0.99",
            ">= 1",
            "in [0, 5000.5] for >= 0.95 of values",
            "one of [SFO, JFK] for >= 1 of values",
            "matches ^[A-Z]{3}$ for >= 1 of values",
            "arrival > departure for >= 0.5 of rows",
            "<= 12.5",
            ">= -5");
  }

  @Test
  void longListsOfAllowedValuesAreCountedInWords() {
    List<String> many = List.of("a", "b", "a", "c", "d");
    List<String> eleven = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    assertThat(new AllowedValues("x", many, 1).expected()).contains("[a, b, c, d]");
    assertThat(new AllowedValues("x", eleven, 1).expected())
        .isEqualTo("one of 11 values for >= 1 of values");
  }

  @Test
  void termsOverrideIdSeverityAndFilter() {
    Terms terms = Terms.DEFAULT.withId("mine").withSeverity(Severity.WARN).withWhere("year = 2001");
    Constraint constraint = new Completeness("origin", 1, terms);
    assertThat(constraint.id()).isEqualTo("mine");
    assertThat(constraint.severity()).isEqualTo(Severity.WARN);
    assertThat(constraint.where()).isEqualTo("year = 2001");
    assertThat(new Completeness("origin", 1).severity()).isEqualTo(Severity.ERROR);
    assertThat(new Completeness("origin", 1).where()).isNull();
  }

  @Test
  void senselessBoundsAreRejectedWithTheirValues() {
    assertThatThrownBy(() -> new Completeness("a", 1.5))
        .hasMessage("the required share is 1.5; give a number from 0 to 1");
    assertThatThrownBy(() -> new Pattern("a", "x", Double.NaN))
        .hasMessage("the required share is NaN; give a number from 0 to 1");
    assertThatThrownBy(() -> new Size(null, null))
        .hasMessage("neither min nor max is given; give at least one");
    assertThatThrownBy(() -> new Range("a", 2.0, 1.0, 1))
        .hasMessage("min 2 is above max 1; swap them");
    assertThatThrownBy(() -> new Statistic(StatisticKind.MEAN, "a", Double.NaN, null))
        .hasMessage("a bound is NaN; give a number");
    assertThatThrownBy(() -> new Quantile("a", -0.1, 0.0, null))
        .hasMessage("quantile -0.1 of column `a`; give a number from 0 to 1");
    assertThatThrownBy(() -> new AllowedValues("a", List.of(), 1))
        .hasMessage("the list of values allowed in column `a` is empty; give at least one");
    assertThatThrownBy(() -> new Uniqueness(List.of("a", "a"), 1))
        .hasMessage("uniqueness over columns [a, a]; give at least one column, each once");
    assertThatThrownBy(() -> new Satisfies("n", " ", 1))
        .hasMessage("name `n`, expression ` `; neither may be blank");
    assertThatThrownBy(() -> Terms.DEFAULT.withWhere(" ")).hasMessageContaining("filter");
    assertThatThrownBy(() -> Terms.DEFAULT.withId("")).hasMessageContaining("id");
  }

  @Test
  void aSuiteRejectsIdsThatOccurTwice() {
    List<Constraint> twice =
        List.of(new Completeness("a", 1), new Size(1L, null), new Completeness("a", 0.5));
    assertThatThrownBy(() -> new Suite(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "more than one constraint of the suite has the id `completeness(a)`; give each an id"
                + " of its own");
  }
}
