package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingExceptionTest {
  private static final Dataset<Row> ROWS =
      TestingSpark.table(
          """
          select id, date_add(date'2001-01-01', cast(id as int)) day, date'2001-01-01' same,
            cast(null as date) never, id % 3 = 0 late, cast(null as boolean) unknown,
            cast(id as string) word, cast(null as double) nothing, array(id) list
          from range(50)
          """);

  private static String message(Dataset<Row> rows, TrainingSpec spec) {
    TrainingException thrown =
        catchThrowableOfType(TrainingException.class, () -> new Trainer().train(rows, spec));
    return String.valueOf(thrown.getMessage());
  }

  private static TrainingSpec spec(String label, Feature feature, String splitColumn) {
    return new TrainingSpec(
        Task.BINARY, label, List.of(feature), Algorithm.LOGISTIC_REGRESSION, splitColumn, 0.2, 1);
  }

  private static Feature number(String expression) {
    return new Feature("f", expression, Feature.Kind.NUMERIC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown|id|day|label `unknown` is null on all 50 rows; correct the expression",
        "id >= 0|id|day|label `id >= 0` is 1 on all 50 rows that have one; a classifier needs both"
            + " classes",
        "id < 0|id|day|label `id < 0` is 0 on all 50 rows that have one; a classifier needs both"
            + " classes",
        "id|id + 1|day|label `id` is neither 0 nor 1 on 48 of 50 rows; write it as a condition",
        "word|id|day|label `word` has type string, not boolean or a number; write it as a condition",
        "id > 45|id|day|label `id > 45` is 0 on all 40 rows before 2001-02-10; hold out less, or"
            + " train on more rows",
        "late|dst|day|feature `f`: column `dst` is not in the table; its columns are `id`, `day`,"
            + " `same`, `never`, `late`, `unknown`, `word`, `nothing`, `list`",
        "lte|id|day|label `lte`: column `lte` is not in the table; its columns are `id`, `day`,"
            + " `same`, `never`, `late`, `unknown`, `word`, `nothing`, `list`",
        "late|word|day|feature `f` is NUMERIC, but `word` has type string; make it CATEGORICAL or"
            + " cast it",
        "late|nothing|day|feature `f` has no value on any of 40 rows before 2001-02-10; leave it out"
            + " or correct `nothing`",
        "late|id|date|split column `date` is not in the table; its columns are `id`, `day`, `same`,"
            + " `never`, `late`, `unknown`, `word`, `nothing`, `list`",
        "late|id|word|split column `word` has type string, not date, timestamp or timestamp_ntz;"
            + " cast it",
        "late|id|never|split column `never` is null on all 50 rows with a label; choose another"
            + " column",
        "late|id|same|split column `same` has a single value on all 50 rows, so no later rows can be"
            + " held out; choose another column or train on more rows",
        "late|raise_error('no') + 1|day|training of label `late` failed: no; correct the"
            + " expressions or the rows they fail on",
      })
  void whatCannotBeTrainedOnIsSaid(
      String label, String feature, String splitColumn, String expected) {
    assertThat(message(ROWS, spec(label, number(feature), splitColumn))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id >|late|feature `f`: `id >` cannot be evaluated: ",
        "sum(id)|late|feature `f`: `sum(id)` cannot be evaluated: ",
        "id|max(id) > 3|label `max(id) > 3`: `max(id) > 3` cannot be evaluated: ",
      })
  void badExpressionsAreSaidInOneLine(String feature, String label, String expected) {
    assertThat(message(ROWS, spec(label, number(feature), "day")))
        .startsWith(expected)
        .endsWith("; correct the expression")
        .hasLineCount(1);
  }

  @Test
  void noRowsAreSaid() {
    assertThat(message(ROWS.limit(0), spec("late", number("id"), "day")))
        .isEqualTo("there are no rows to train on; check the table's version and filters");
  }

  @Test
  void categoriesThatAreNullEverywhereAreSaid() {
    Feature feature = new Feature("c", "nothing", Feature.Kind.CATEGORICAL);
    assertThat(message(ROWS, spec("late", feature, "day")))
        .startsWith("feature `c` has no value on any of 40 rows before 2001-02-10;");
  }

  @Test
  void anEvaluationOnOtherColumnsIsSaid() {
    TrainingSpec spec = spec("late", number("id"), "day");
    TrainedModel trained = new Trainer().train(ROWS, spec);
    assertThatThrownBy(() -> new Evaluator().evaluate(trained.model(), ROWS.drop("id"), spec))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("feature `f`: column `id` is not in the table; its columns are");
    assertThatThrownBy(() -> new Evaluator().evaluate(trained.model(), ROWS.limit(0), spec))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("label `late` is null on all rows, or there are none");
  }

  @Test
  void senselessSpecsAreRejectedWithTheirValues() {
    Feature f = number("id");
    assertThatThrownBy(
            () ->
                new TrainingSpec(Task.BINARY, "late", List.of(f, f), Algorithm.GBT, "day", 0.2, 1))
        .hasMessage("the features are [f, f]; give at least one, each name once");
    assertThatThrownBy(
            () -> new TrainingSpec(Task.BINARY, "late", List.of(f), Algorithm.GBT, "day", 1, 1))
        .hasMessage("the share of rows to hold out is 1.0; give a number between 0 and 1");
    assertThatThrownBy(
            () -> new TrainingSpec(Task.BINARY, " ", List.of(f), Algorithm.GBT, "day", 0.1, 1))
        .hasMessage("the label is blank; give a SQL expression");
    assertThatThrownBy(() -> number(" "))
        .hasMessage("feature `f` with expression ` `; neither may be blank");
  }
}
