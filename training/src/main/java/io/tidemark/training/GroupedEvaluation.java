package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Quality of predictions by groups of rows, for example by windows of time, in a number of Spark
 * jobs that does not grow with the groups.
 */
public final class GroupedEvaluation {
  /** Number of groups that there may be. */
  public static final int MOST_GROUPS = 10_000;

  /**
   * Quality on the rows of one group.
   *
   * @param keys values of the key columns, as Spark gives them
   * @param rows rows with a label and a prediction
   * @param positiveShare binary: share of positive labels; else NaN
   * @param metrics value of each metric of the task, NaN where it is not defined
   */
  public record Group(
      List<@Nullable Object> keys, long rows, double positiveShare, Map<Metric, Double> metrics) {

    public Group {
      keys = Collections.unmodifiableList(new ArrayList<>(keys));
      metrics = Collections.unmodifiableMap(metrics);
    }
  }

  private GroupedEvaluation() {}

  /**
   * Evaluates each group.
   *
   * @param log one row for each prediction, with {@code label}, {@code prediction}, the keys, and
   *     for classifiers {@code score}: binary the probability of 1 (label and prediction 0 or 1, or
   *     boolean), regression none (label and prediction numbers), several classes the probability
   *     of the label (label and prediction are compared as text). {@code score} may be missing: the
   *     metrics that need it are NaN then, as they are in a group in which a score is null or NaN.
   *     Rows without label or prediction are left out.
   * @param keys names of the key columns; none for all rows as one group
   * @return the groups that have a row, in the order of their keys
   * @throws TrainingException if there are more than {@value #MOST_GROUPS} groups, or a binary
   *     label or prediction is neither 0 nor 1
   */
  public static List<Group> of(Dataset<Row> log, List<String> keys, Task task) {
    List<String> columns = Arrays.asList(log.columns());
    List<Column> plain = new ArrayList<>();
    List<String> plainKeys = new ArrayList<>();
    String type = task == Task.MULTICLASS ? "string" : "double";
    plain.add(col(Scored.LABEL).cast(type).as(Scored.LABEL));
    plain.add(col(Scored.PREDICTION).cast(type).as(Scored.PREDICTION));
    Column score = columns.contains(Scored.SCORE) ? col(Scored.SCORE) : lit(null);
    plain.add(score.cast("double").as(Scored.SCORE));
    plain.add(lit(null).cast("double").as(Scored.BRIER));
    for (int i = 0; i < keys.size(); i++) {
      plainKeys.add("key_" + i);
      plain.add(col("`" + keys.get(i).replace("`", "``") + "`").as("key_" + i));
    }
    Dataset<Row> rows =
        log.select(plain.toArray(Column[]::new))
            .where(col(Scored.LABEL).isNotNull().and(col(Scored.PREDICTION).isNotNull()));
    try (Evaluator.Kept kept = new Evaluator.Kept(rows)) {
      return groups(kept.rows(), plainKeys, keys, task);
    }
  }

  private static List<Group> groups(
      Dataset<Row> rows, List<String> plainKeys, List<String> keys, Task task) {
    Vetted vetted = Vetted.of(rows, task, Scored.LABEL);
    if (vetted.rows() == 0) {
      return List.of();
    }
    if (plainKeys.isEmpty()) {
      Measures measures = Evaluator.measures(Segments.whole(rows), task, vetted.cuts(), false);
      return List.of(group(List.of(), measures, Segments.WHOLE));
    }
    Segments segments = Segments.by(rows, plainKeys, MOST_GROUPS);
    if (segments.groups().size() > MOST_GROUPS) {
      throw new TrainingException(
          "there are more than %d groups by %s; make them coarser, or look at fewer rows"
              .formatted(MOST_GROUPS, keys));
    }
    Measures measures = Evaluator.measures(segments.rows(), task, vetted.cuts(), false);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < segments.groups().size(); i++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int k = 0; k < keys.size(); k++) {
        values.add(segments.groups().get(i).get(k));
      }
      groups.add(group(values, measures, i + 1));
    }
    return groups;
  }

  private static Group group(List<@Nullable Object> keys, Measures measures, int segment) {
    Measures.Measured of = Objects.requireNonNull(measures.segments().get(segment));
    return new Group(keys, of.rows(), of.positiveShare(), of.metrics());
  }
}
