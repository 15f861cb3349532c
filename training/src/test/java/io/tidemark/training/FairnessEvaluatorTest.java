package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FairnessEvaluatorTest {
  private static final List<List<String>> BY = List.of(List.of("g"));

  static List<Oracle> cases() throws IOException {
    return Oracle.read("fairness-oracle.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void differencesAndRatiosEqualThoseOfFairlearn(Oracle oracle) {
    List<Row> rows =
        oracle.rows().stream()
            .map(
                r ->
                    RowFactory.create(
                        Double.parseDouble(r.get(0)), Double.parseDouble(r.get(1)), r.get(2)))
            .toList();
    Dataset<Row> table =
        TestingSpark.session()
            .createDataFrame(rows, StructType.fromDDL("label double, prediction double, v string"));
    Fairness f = measure(table, 1);
    assertThat(f.parityDifference())
        .isCloseTo(oracle.expected().get("parity_difference"), within(1e-12));
    assertThat(f.parityRatio()).isCloseTo(oracle.expected().get("parity_ratio"), within(1e-12));
    assertThat(f.opportunityDifference())
        .isCloseTo(oracle.expected().get("opportunity_difference"), within(1e-12));
    assertThat(f.opportunityRatio())
        .isCloseTo(oracle.expected().get("opportunity_ratio"), within(1e-12));
  }

  private static Fairness measure(Dataset<Row> rows, long minRows) {
    Dataset<Row> grouped =
        rows.selectExpr("label", "prediction", "struct(0 as n, array(v) as names) as g");
    return FairnessEvaluator.measure(grouped, "y", BY, minRows).get(0);
  }

  private static Dataset<Row> rows(String values) {
    return TestingSpark.table(
        "select double(col1) label, double(col2) prediction, col3 v from values " + values);
  }

  @Test
  void aSmallGroupIsShownButNotJudged() {
    Dataset<Row> rows = rows("(1, 1, 'a'), (0, 1, 'a'), (1, 0, 'b'), (0, 0, 'b'), (1, 1, null)");
    Fairness judged = measure(rows, 2);
    assertThat(judged.groups())
        .containsExactly(
            new Fairness.Group("a", 2, 1, 1, 1, true),
            new Fairness.Group("b", 2, 1, 0, 0, true),
            new Fairness.Group("null", 1, 1, 1, 1, false));
    assertThat(judged.parityDifference()).isEqualTo(1);
    assertThat(judged.parityRatio()).isZero();
    assertThat(measure(rows, 3).parityDifference()).isNaN();
    assertThat(measure(rows, 3).opportunityRatio()).isNaN();
  }

  @Test
  void aGroupWithoutPositivesHasNoTruePositiveRate() {
    Fairness f = measure(rows("(1, 1, 'a'), (1, 0, 'b'), (0, 0, 'c')"), 1);
    assertThat(f.groups().get(2).truePositiveRate()).isNaN();
    assertThat(f.opportunityDifference()).isEqualTo(1);
    Fairness nobody = measure(rows("(1, 0, 'a'), (1, 0, 'b')"), 1);
    assertThat(nobody.parityDifference()).isZero();
    assertThat(nobody.parityRatio()).isNaN();
  }

  @Test
  void aLabelThatIsNoClassIsSaid() {
    assertThatThrownBy(() -> measure(rows("(2, 0, 'a')"), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("label `y` is neither 0 nor 1 on 1 of 1 rows; write it as a condition");
  }
}
