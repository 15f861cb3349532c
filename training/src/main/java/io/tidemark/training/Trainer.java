package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains models with Spark MLlib and evaluates them on other rows than they were trained on.
 *
 * <p>By time: with n usable rows the cut is the time with number floor((1 - share) n) in order, and
 * all rows at or after it are held out; where very many rows have the earliest time, the cut is the
 * next later one. Rows of one time are never on both sides. By key and at random: a row is held out
 * if a hash of its key, or of all its values and the seed, is among the lowest share of hashes.
 *
 * <p>What is the same for the same rows in another order, partitioning or file layout, and on a
 * machine with more or fewer cores:
 *
 * <ul>
 *   <li>exactly: the split, all counts, the folds of a cross-validation, the categories, and which
 *       rows trees are grown on, because rows are put into partitions and into order by their
 *       values, and the number of partitions follows from the number of rows;
 *   <li>within about 1e-6: coefficients, leaves and quality, because Spark adds up floating-point
 *       numbers of partitions in the order in which they arrive. Where two splits of a tree, or two
 *       combinations of a grid, are equally good but for that noise, the other one may be taken.
 * </ul>
 */
public final class Trainer {
  private static final int ROWS_PER_PARTITION = 25_000;
  private static final int ROWS_PER_LARGE_PARTITION = 500_000;
  private static final int PARTITIONS = 32;

  /**
   * Trains a model.
   *
   * @param rows raw rows
   * @throws TrainingException if these rows cannot be trained on as the spec says
   */
  public TrainedModel train(Dataset<Row> rows, TrainingSpec spec) {
    Inputs inputs = new Inputs(rows);
    List<Column> own = new ArrayList<>(List.of(inputs.label(spec), inputs.side(spec)));
    if (spec.learner().tuning() instanceof Tuning.CrossValidation cross) {
      own.add(inputs.fold(spec, cross.folds()));
    }
    FeatureStages stages = new FeatureStages(spec, inputs.types(spec));
    Dataset<Row> derived = derive(rows, own, stages);
    try {
      RowCounts counts = RowCounts.of(derived, spec, stages);
      Dataset<Row> placed =
          inFixedPlaces(derived.where(RowCounts.usable(spec, stages)), counts.usable());
      placed.persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return train(placed, rows, spec, stages, counts);
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

  private static TrainedModel train(
      Dataset<Row> placed,
      Dataset<Row> raw,
      TrainingSpec spec,
      FeatureStages stages,
      RowCounts counts) {
    RowSplit split = RowSplit.find(placed, spec, counts);
    Classes classes = Classes.of(placed, spec, split);
    Dataset<Row> training = placed.where(not(split.heldOut()));
    FeatureChecks checks = FeatureChecks.of(training, spec, stages, split);
    if (checks.rows() == counts.usable()) {
      throw new TrainingException(
          "of %d rows none is held out (split %s); hold out more, or train on more rows"
              .formatted(checks.rows(), spec.split().words()));
    }
    Fitting fitting = Fitting.fit(training, raw, spec, stages, classes);
    Evaluation heldOut = evaluate(fitting.model(), placed.where(split.heldOut()), spec);
    List<String> notes = new ArrayList<>(counts.notes());
    notes.addAll(classes.notes());
    notes.addAll(checks.notes());
    notes.addAll(fitting.notes());
    return new TrainedModel(
        fitting.model(),
        new ModelCard(
            spec.task(),
            spec.algorithm().key(),
            fitting.parameters(),
            spec.label(),
            spec.features().stream().map(Feature::name).toList(),
            split.text(),
            checks.rows(),
            spec.seed(),
            heldOut,
            fitting.importances(),
            notes,
            null));
  }

  /** Evaluates a model on rows for which the features' expressions are computed already. */
  private static Evaluation evaluate(PipelineModel model, Dataset<Row> derived, TrainingSpec spec) {
    Dataset<Row> predicted = derived.select(col("*"), Resampling.hash(derived.schema()));
    for (Transformer stage : Arrays.asList(model.stages()).subList(1, model.stages().length)) {
      predicted = stage.transform(predicted);
    }
    return Evaluator.ofPredicted(
        model, predicted, EvaluationSpec.of(spec.task(), spec.label()).inFull(spec.seed()));
  }

  private static Dataset<Row> derive(Dataset<Row> rows, List<Column> own, FeatureStages stages) {
    List<Column> all = new ArrayList<>(List.of(col("*")));
    all.addAll(own);
    int width = rows.columns().length;
    Dataset<Row> wider = rows.select(all.toArray(Column[]::new));
    List<Column> kept = new ArrayList<>();
    Arrays.stream(wider.columns()).skip(width).forEach(name -> kept.add(col(name)));
    stages.derived().forEach(column -> kept.add(col(column.name())));
    return stages.derivation().transform(wider).select(kept.toArray(Column[]::new));
  }

  /**
   * Puts rows into partitions and into order by their values alone, so that what MLlib samples or
   * sketches does not depend on how they came. The number of partitions must not depend on the
   * machine.
   */
  private static Dataset<Row> inFixedPlaces(Dataset<Row> rows, long n) {
    long partitions =
        Math.max(Math.min(PARTITIONS, n / ROWS_PER_PARTITION), n / ROWS_PER_LARGE_PARTITION);
    Column[] all = Arrays.stream(rows.columns()).map(c -> col(c)).toArray(Column[]::new);
    return rows.repartition((int) Math.max(2, partitions), all).sortWithinPartitions(all);
  }
}
