package io.tidemark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class GroupedEvaluationTest {
  private static final Dataset<Row> LOG =
      TestingSpark.table(
          """
          select id, timestamp_seconds(978307200 + (id div 100) * 3600) as `the hour`,
            if(id % 2 = 0, 'm1', null) model, id % 3 = 0 as label, id % 5 = 0 as prediction,
            cast(id % 11 / 11D as float) as score, id / 7D as y, id / 8D as yhat
          from range(0, 300, 1, 4)
          """);

  @Test
  void eachGroupIsMeasuredAsIfItWereAlone() {
    List<GroupedEvaluation.Group> groups =
        GroupedEvaluation.of(LOG, List.of("the hour", "model"), Task.BINARY);
    assertThat(groups).hasSize(6).allMatch(g -> g.rows() == 50);
    assertThat(groups.get(0).keys())
        .containsExactly(Timestamp.from(Instant.ofEpochSecond(978307200)), null);
    assertThat(groups.get(5).keys())
        .containsExactly(Timestamp.from(Instant.ofEpochSecond(978307200 + 7200)), "m1");
    GroupedEvaluation.Group alone =
        GroupedEvaluation.of(LOG.where("id >= 200 and model = 'm1'"), List.of(), Task.BINARY)
            .get(0);
    assertThat(alone.keys()).isEmpty();
    assertThat(groups.get(5).positiveShare()).isEqualTo(alone.positiveShare());
    assertThat(groups.get(5).metrics()).hasSize(Metric.of(Task.BINARY).size());
    groups
        .get(5)
        .metrics()
        .forEach(
            (metric, value) ->
                assertThat(value).isCloseTo(alone.metrics().get(metric), within(1e-12)));
  }

  @Test
  void withoutAScoreWhatNeedsOneIsNotDefined() {
    GroupedEvaluation.Group group =
        GroupedEvaluation.of(LOG.drop("score"), List.of(), Task.BINARY).get(0);
    assertThat(group.metrics().get(Metric.AUC)).isNaN();
    assertThat(group.metrics().get(Metric.ACCURACY)).isBetween(0.5, 0.7);
    GroupedEvaluation.Group classes =
        GroupedEvaluation.of(LOG.selectExpr("label", "prediction"), List.of(), Task.MULTICLASS)
            .get(0);
    assertThat(classes.metrics().get(Metric.ACCURACY))
        .isEqualTo(group.metrics().get(Metric.ACCURACY));
    assertThat(classes.metrics().get(Metric.LOG_LOSS)).isNaN();
  }

  @Test
  void rowsWithoutLabelOrPredictionAreLeftOut() {
    Dataset<Row> some =
        LOG.selectExpr(
            "if(id < 10, null, y) label", "if(id >= 290, null, yhat) prediction", "`the hour`");
    List<GroupedEvaluation.Group> groups =
        GroupedEvaluation.of(some, List.of("the hour"), Task.REGRESSION);
    assertThat(groups).extracting(GroupedEvaluation.Group::rows).containsExactly(90L, 100L, 90L);
    assertThat(groups.get(1).metrics().get(Metric.MAPE)).isCloseTo(1 - 7 / 8.0, within(1e-12));
    assertThat(GroupedEvaluation.of(some.where("false"), List.of("the hour"), Task.REGRESSION))
        .isEmpty();
  }

  @Test
  void theNumberOfJobsDoesNotGrowWithTheGroups() throws Exception {
    List<Integer> jobs = new ArrayList<>();
    Dataset<Row> log = LOG.selectExpr("*", "id % 2 two", "id % 150 many").localCheckpoint();
    for (String key : List.of("two", "many")) {
      jobs.add(TestingSpark.jobs(() -> GroupedEvaluation.of(log, List.of(key), Task.BINARY)));
    }
    assertThat(jobs.get(1)).isEqualTo(jobs.get(0)).isLessThanOrEqualTo(20);
  }

  @Test
  void aLabelThatIsNoClassIsSaid() {
    assertThatThrownBy(
            () ->
                GroupedEvaluation.of(
                    LOG.selectExpr("2 label", "1 prediction"), List.of(), Task.BINARY))
        .isInstanceOf(TrainingException.class)
        .hasMessage("label `label` is neither 0 nor 1 on 300 of 300 rows; write it as a condition");
  }
}
