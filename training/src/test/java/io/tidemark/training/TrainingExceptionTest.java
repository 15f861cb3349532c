package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REGRESSION|word|label `word` has type string, not a number; cast it, or choose another task",
        "REGRESSION|late|label `late` has type boolean, not a number; cast it, or choose another task",
        "REGRESSION|nothing|label `nothing` is null on all 50 rows; correct the expression",
        "REGRESSION|if(id % 5 = 0, double('NaN'), id)|label `if(id % 5 = 0, double('NaN'), id)` is"
            + " NaN or infinite on 10 of 50 rows; make it null there, or correct it",
        "REGRESSION|if(id = 3, double('-Infinity'), id)|label `if(id = 3, double('-Infinity'), id)`"
            + " is NaN or infinite on 1 of 50 rows; make it null there, or correct it",
        "REGRESSION|if(id < 40, 7, id)|label `if(id < 40, 7, id)` is 7 on all 40 rows before"
            + " 2001-02-10; there is nothing to learn, correct the label",
        "MULTICLASS|list|label `list` has type array<bigint>, which has no classes; cast it to string",
        "MULTICLASS|same|label `same` is 2001-01-01 on all 50 rows that have one; a classifier needs at"
            + " least two classes",
        "MULTICLASS|if(id < 40, 'a', 'b')|label `if(id < 40, 'a', 'b')` is a on all 40 rows before"
            + " 2001-02-10; hold out less, or train on more rows",
        "MULTICLASS|if(id < 20, 'a', 'b')|label `if(id < 20, 'a', 'b')` is b on all 10 held-out rows,"
            + " so the model cannot be judged; hold out more, or split another way",
        "MULTICLASS|if(id = 7, 'c', id % 2)|label `if(id = 7, 'c', id % 2)` is c on a single row of"
            + " 50, which cannot be both trained on and held out; group it with another class, or"
            + " make it null",
        "BINARY|id = 7|label `id = 7` is 1 on a single row of 50, which cannot be both trained on and"
            + " held out; group it with another class, or make it null",
        "BINARY|id in (7, 8)|label `id in (7, 8)` is 0 on all 10 held-out rows, so the model cannot be"
            + " judged; hold out more, or split another way",
      })
  void labelsThatDoNotFitTheTaskAreSaid(Task task, String label, String expected) {
    TrainingSpec spec =
        new TrainingSpec(
            task, label, List.of(number("id * 2")), Algorithm.usual(task), "day", 0.2, 1);
    assertThat(message(ROWS, spec)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"120, 120", "5000, 5000"})
  void labelsWithTooManyClassesAreSaid(int rows, int classes) {
    Dataset<Row> many =
        TestingSpark.table(
            "select id, date_add(date'2001-01-01', cast(id as int)) day from range(%d)"
                .formatted(rows));
    TrainingSpec spec =
        new TrainingSpec(
            Task.MULTICLASS,
            "id",
            List.of(number("id * 2")),
            Algorithm.LOGISTIC_REGRESSION,
            "day",
            0.2,
            1);
    assertThat(message(many, spec))
        .isEqualTo(
            "label `id` has %d classes, at most 100 can be told apart; group them, or choose task"
                    .formatted(classes)
                + " regression");
  }

  @Test
  void classesOfOneSideOnlyAreNoted() {
    TrainingSpec spec =
        new TrainingSpec(
            Task.MULTICLASS,
            "case when id < 5 then 'early' when id > 45 then 'late' else id % 2 end",
            List.of(number("id")),
            Algorithm.LOGISTIC_REGRESSION,
            "day",
            0.2,
            1);
    TrainedModel trained = new Trainer().train(ROWS, spec);
    assertThat(trained.card().notes())
        .containsExactly(
            "held-out rows of class late, which no training row has, count as predicted wrong",
            "no held-out row has class early");
    assertThat(trained.card().heldOut().rows()).isEqualTo(10);
  }

  @Test
  void weightsOfUnknownClassesAreSaid() {
    TrainingSpec spec =
        new TrainingSpec(
            Task.MULTICLASS,
            "id % 3",
            List.of(number("id")),
            Learner.of(Algorithm.LOGISTIC_REGRESSION),
            new Split.ByTime("day", 0.2),
            new ClassWeights.PerClass(Map.of("7", 2.0)),
            1);
    assertThat(message(ROWS, spec))
        .isEqualTo(
            "class `7` has a weight, but label `id % 3` is it on no training row; it is 0, 1, 2"
                + " there");
  }

  @Test
  void aCategoryPerRowIsSaidWhereTreesCannotLearnFromIt() {
    TrainingSpec spec =
        new TrainingSpec(
            Task.BINARY,
            "late",
            List.of(number("id"), new Feature("word", "word", Feature.Kind.CATEGORICAL)),
            Algorithm.GBT,
            "day",
            0.2,
            1);
    assertThat(message(ROWS, spec))
        .isEqualTo(
            "feature `word` has another category on each of 40 training rows, from which trees cannot"
                + " learn; leave it out, hash it, or train on more rows");
  }

  @Test
  void constantFeaturesAreAllowedAndNoted() {
    TrainingSpec spec =
        new TrainingSpec(
            Task.BINARY,
            "late",
            List.of(number("id"), new Feature("same", "same", Feature.Kind.DATE)),
            Algorithm.LOGISTIC_REGRESSION,
            "day",
            0.2,
            1);
    assertThat(new Trainer().train(ROWS, spec).card().notes())
        .containsExactly(
            "feature `same` is constant on all 40 training rows, so that nothing can be learned from"
                + " it");
  }

  @Test
  void featuresThatGiveAwayTheLabelAreRejected() {
    assertThatThrownBy(() -> spec("late", number(" ( `Late` ) "), "day"))
        .hasMessage(
            "feature `f` is the label (`late`), so the model would only copy it; remove it");
    assertThatThrownBy(
            () -> spec("late", new Feature("LATE", "id + 1", Feature.Kind.NUMERIC), "day"))
        .hasMessage(
            "feature `LATE` is named as the label; give it another name, or remove it if it is the"
                + " label");
    assertThat(spec("word = 'A'", number("word = 'a'"), "day").features()).hasSize(1);
  }

  @Test
  void algorithmsThatCannotLearnTheTaskAreRejectedWithThoseThatCan() {
    assertThatThrownBy(
            () ->
                new TrainingSpec(
                    Task.MULTICLASS, "word", List.of(number("id")), Algorithm.GBT, "day", 0.2, 1))
        .hasMessage(
            "`gbt` cannot learn task `multiclass`; take one of `logistic_regression`,"
                + " `random_forest`");
    assertThatThrownBy(
            () ->
                new TrainingSpec(
                    Task.REGRESSION,
                    "id",
                    List.of(number("id * 2")),
                    Learner.of(Algorithm.LINEAR_REGRESSION),
                    new Split.AtRandom(0.2),
                    new ClassWeights.Balanced(),
                    1))
        .hasMessage("class weights are for classifiers, but the task is `regression`; remove them");
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
