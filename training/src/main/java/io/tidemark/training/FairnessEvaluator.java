package io.tidemark.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Measures how differently a binary model treats groups of rows: demographic parity and equal
 * opportunity, as differences (largest rate minus smallest) and as ratios (smallest to largest) as
 * in Fairlearn. One aggregation for all declared groups.
 *
 * <p>A group with fewer rows than asked for is shown, but not judged. A group without positive
 * labels has no true positive rate and does not count for equal opportunity. A ratio is NaN where
 * the largest rate is 0.
 */
public final class FairnessEvaluator {
  /** Number of groups that there may be, over all declarations together. */
  public static final int MOST_GROUPS = 1000;

  private FairnessEvaluator() {}

  /**
   * Measures.
   *
   * @param model binary model as {@link Trainer} makes it
   * @param rows raw rows
   * @param label SQL expression of the label; rows for which it is null are left out
   * @param by declared groups: each some columns or SQL expressions, whose combinations of values
   *     are groups
   * @param minRows rows with a label from which on a group is judged
   * @return one result for each of {@code by}, in order
   * @throws TrainingException if the label is neither 0 nor 1, there are too many groups, or an
   *     expression cannot be evaluated
   */
  public static List<Fairness> of(
      PipelineModel model, Dataset<Row> rows, String label, List<List<String>> by, long minRows) {
    Inputs inputs = new Inputs(rows);
    List<Column> sets = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      sets.add(struct(lit(i).as("n"), array(inputs.keys(by.get(i))).as("names")));
    }
    Dataset<Row> labelled =
        rows.select(
                col("*"),
                inputs.label(Task.BINARY, label),
                array(sets.toArray(Column[]::new)).as("tidemark_sets"))
            .where(col(Inputs.LABEL).isNotNull());
    Dataset<Row> predicted =
        model
            .transform(labelled)
            .select(
                col(Inputs.LABEL).as(Scored.LABEL),
                col(TrainedModel.PREDICTION).as(Scored.PREDICTION),
                explode(col("tidemark_sets")).as("g"));
    return measure(predicted, label, by, minRows);
  }

  /** Measures rows with label, prediction and g: number of the declaration and values. */
  static List<Fairness> measure(
      Dataset<Row> predicted, String label, List<List<String>> by, long minRows) {
    List<Row> groups =
        predicted
            .groupBy("g")
            .agg(
                count(lit(1)),
                count(expr("if(label = 1, 1, null)")),
                count(expr("if(prediction = 1, 1, null)")),
                count(expr("if(label = 1 and prediction = 1, 1, null)")),
                count(expr("if(label in (0, 1), null, 1)")))
            .limit(MOST_GROUPS + 1)
            .collectAsList();
    if (groups.size() > MOST_GROUPS) {
      throw new TrainingException(
          "there are more than %d groups by %s; make them coarser".formatted(MOST_GROUPS, by));
    }
    Vetted.check(
        "label `" + label + "`",
        Task.BINARY,
        groups.stream().mapToLong(g -> g.getLong(1)).sum(),
        groups.stream().mapToLong(g -> g.getLong(5)).sum());
    List<Fairness> results = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      int number = i;
      results.add(
          fairness(
              by.get(i),
              groups.stream()
                  .filter(g -> g.getStruct(0).getInt(0) == number)
                  .map(g -> group(g, minRows))
                  .sorted(
                      Comparator.comparingLong(Fairness.Group::rows)
                          .reversed()
                          .thenComparing(Fairness.Group::name))
                  .toList()));
    }
    return results;
  }

  private static Fairness.Group group(Row row, long minRows) {
    List<@Nullable String> names = row.getStruct(0).getList(1);
    long n = row.getLong(1);
    long positives = row.getLong(2);
    return new Fairness.Group(
        names.stream().map(String::valueOf).collect(Collectors.joining(", ")),
        n,
        positives,
        (double) row.getLong(3) / n,
        (double) row.getLong(4) / positives,
        n >= minRows);
  }

  private static Fairness fairness(List<String> by, List<Fairness.Group> groups) {
    double[] chosen = rates(groups, Fairness.Group::positiveRate);
    double[] hits = rates(groups, Fairness.Group::truePositiveRate);
    return new Fairness(
        by, groups, difference(chosen), ratio(chosen), difference(hits), ratio(hits));
  }

  /** The rates of the groups that are judged and have one, ascending. */
  private static double[] rates(
      List<Fairness.Group> groups, ToDoubleFunction<Fairness.Group> rate) {
    return groups.stream()
        .filter(Fairness.Group::judged)
        .mapToDouble(rate)
        .filter(r -> !Double.isNaN(r))
        .sorted()
        .toArray();
  }

  private static double difference(double[] rates) {
    return rates.length < 2 ? Double.NaN : rates[rates.length - 1] - rates[0];
  }

  private static double ratio(double[] rates) {
    return rates.length < 2 ? Double.NaN : rates[0] / rates[rates.length - 1];
  }
}
