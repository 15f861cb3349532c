package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains binary classifiers with Spark MLlib and evaluates them on later rows than they were
 * trained on.
 *
 * <p>Rows are held out by time: with n rows that have a label and a time, the cut is the time with
 * number floor((1 - heldOutShare) n) in order, and all rows at or after it are held out; where very
 * many rows have the earliest time, the cut is the next later one. Rows of one time are never on
 * both sides.
 *
 * <p>The same rows in another partitioning give the same cut, and the same quality within 1e-6:
 * rows are put into partitions by their values, so that only the order differs in which Spark adds
 * up floating-point numbers.
 */
public final class Trainer {
  private static final long ROWS_PER_PARTITION = 500_000;

  /**
   * Trains a model.
   *
   * @param rows raw rows
   * @throws TrainingException if these rows cannot be trained on as the spec says
   */
  public TrainedModel train(Dataset<Row> rows, TrainingSpec spec) {
    Inputs inputs = new Inputs(rows);
    Column label = inputs.label(spec);
    Column time = inputs.time(spec);
    inputs.checkFeatures(spec);
    FeatureStages stages = new FeatureStages(spec);
    Dataset<Row> derived = derive(rows, label, time, stages);
    try {
      Counts counts = Counts.of(derived, spec);
      Dataset<Row> usable =
          derived.where(col(Inputs.LABEL).isNotNull().and(col(Inputs.TIME).isNotNull()));
      Dataset<Row> placed = inFixedPlaces(usable, counts.usable());
      placed.persist(StorageLevel.MEMORY_AND_DISK());
      try {
        TimeSplit split = TimeSplit.find(placed, spec.heldOutShare(), counts.usable());
        Dataset<Row> training = placed.where(not(split.heldOut()));
        long trainRows = checkTraining(training, spec, stages, split);
        PipelineModel model = stages.fit(training, rows);
        Evaluation heldOut = evaluate(model, placed.where(split.heldOut()), spec);
        Map<String, Double> importances = Importances.of(model, spec, training);
        return new TrainedModel(
            model,
            new ModelCard(
                Task.BINARY,
                spec.algorithm().key(),
                Map.of(),
                spec.label(),
                spec.features().stream().map(Feature::name).toList(),
                spec.splitColumn() + " >= " + split.text() + counts.leftOut(spec),
                trainRows,
                spec.seed(),
                heldOut,
                importances,
                List.of(),
                null));
      } finally {
        placed.unpersist();
      }
    } catch (TrainingException e) {
      throw e;
    } catch (Exception e) {
      throw new TrainingException(
          "training of label `%s` failed: %s; correct the expressions or the rows they fail on"
              .formatted(spec.label(), Inputs.reason(e)),
          e);
    }
  }

  /** Evaluates a model on rows for which the features' expressions are computed already. */
  private static Evaluation evaluate(PipelineModel model, Dataset<Row> derived, TrainingSpec spec) {
    Dataset<Row> predicted = derived;
    for (Transformer stage : Arrays.asList(model.stages()).subList(1, model.stages().length)) {
      predicted = stage.transform(predicted);
    }
    return Evaluator.ofPredicted(model, predicted, EvaluationSpec.of(spec.task(), spec.label()));
  }

  private static Dataset<Row> derive(
      Dataset<Row> rows, Column label, Column time, FeatureStages stages) {
    List<Column> columns = new ArrayList<>(List.of(col(Inputs.LABEL), col(Inputs.TIME)));
    for (String name : stages.derived()) {
      columns.add(col(name));
    }
    return stages
        .derivation()
        .transform(rows.select(col("*"), label, time))
        .select(columns.toArray(Column[]::new));
  }

  /**
   * Puts rows into partitions and into order by their values alone, so that what MLlib samples or
   * sketches does not depend on how they came.
   */
  private static Dataset<Row> inFixedPlaces(Dataset<Row> rows, long n) {
    int parallelism = rows.sparkSession().sparkContext().defaultParallelism();
    int partitions = (int) Math.max(parallelism, n / ROWS_PER_PARTITION);
    Column[] all = Arrays.stream(rows.columns()).map(c -> col(c)).toArray(Column[]::new);
    return rows.repartition(partitions, all).sortWithinPartitions(all);
  }

  private static long checkTraining(
      Dataset<Row> training, TrainingSpec spec, FeatureStages stages, TimeSplit split) {
    List<Column> counts = new ArrayList<>();
    counts.add(count(when(col(Inputs.LABEL).equalTo(1), 1)));
    for (String name : stages.derived()) {
      counts.add(count(col(name)));
    }
    Row sums = training.agg(count(lit(1)), counts.toArray(Column[]::new)).first();
    long n = sums.getLong(0);
    long positives = sums.getLong(1);
    if (positives == 0 || positives == n) {
      throw new TrainingException(
          "label `%s` is %s on all %d rows before %s; hold out less, or train on more rows"
              .formatted(spec.label(), positives == 0 ? "0" : "1", n, split.text()));
    }
    for (int i = 0; i < spec.features().size(); i++) {
      if (sums.getLong(i + 2) == 0) {
        throw new TrainingException(
            "feature `%s` has no value on any of %d rows before %s; leave it out or correct `%s`"
                .formatted(
                    spec.features().get(i).name(),
                    n,
                    split.text(),
                    spec.features().get(i).expression()));
      }
    }
    return n;
  }

  /**
   * What the rows consist of.
   *
   * @param labelled rows with a label
   * @param usable rows with a label and a time
   */
  private record Counts(long labelled, long usable) {

    static Counts of(Dataset<Row> rows, TrainingSpec spec) {
      Column label = col(Inputs.LABEL);
      Column time = when(label.isNotNull(), col(Inputs.TIME));
      Row sums =
          rows.agg(
                  count(lit(1)),
                  count(label),
                  count(when(label.equalTo(1), 1)),
                  count(when(label.equalTo(0), 1)),
                  count(time),
                  min(time).equalTo(max(time)))
              .first();
      long n = sums.getLong(0);
      long labelled = sums.getLong(1);
      if (n == 0) {
        throw new TrainingException(
            "there are no rows to train on; check the table's version and filters");
      }
      if (labelled == 0) {
        throw new TrainingException(
            "label `%s` is null on all %d rows; correct the expression".formatted(spec.label(), n));
      }
      Vetted.check(
          "label `" + spec.label() + "`",
          Task.BINARY,
          labelled,
          labelled - sums.getLong(2) - sums.getLong(3));
      if (sums.getLong(2) == 0 || sums.getLong(3) == 0) {
        throw new TrainingException(
            "label `%s` is %s on all %d rows that have one; a classifier needs both classes"
                .formatted(spec.label(), sums.getLong(2) == 0 ? "0" : "1", labelled));
      }
      if (sums.getLong(4) == 0) {
        throw new TrainingException(
            "split column `%s` is null on all %d rows with a label; choose another column"
                .formatted(spec.splitColumn(), labelled));
      }
      if (sums.getBoolean(5)) {
        throw new TrainingException(
            "split column `%s` has a single value on all %d rows, so no later rows can be held out;"
                    .formatted(spec.splitColumn(), sums.getLong(4))
                + " choose another column or train on more rows");
      }
      return new Counts(labelled, sums.getLong(4));
    }

    String leftOut(TrainingSpec spec) {
      long without = labelled - usable;
      return without == 0
          ? ""
          : " (%d rows without %s left out)".formatted(without, spec.splitColumn());
    }
  }
}
