package io.tidemark.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates models in Spark, on all rows with a label: on the whole and on declared slices, in a
 * number of jobs that grows neither with the rows nor with the slices.
 *
 * <p><b>Binary.</b> p is the probability of 1.
 *
 * <ul>
 *   <li>AUC: exact; every distinct p is a threshold, and pairs of equal p count one half (Fawcett
 *       2006, doi:10.1016/j.patrec.2005.10.010). NaN if there is only one class.
 *   <li>PR-AUC: average precision, the sum over the distinct p of the gain of recall times the
 *       precision, without interpolation. NaN without positives.
 *   <li>Precision, recall, F1, accuracy: of the model's predicted class. NaN where they are 0 / 0.
 *   <li>Log-loss: mean of -ln of the probability of the label, this being held within [1e-15, 1 -
 *       1e-15]. Brier score: mean of (p - label)^2.
 *   <li>Calibration error (ECE; Naeini, Cooper, Hauskrecht 2015, AAAI): rows in order of p are cut
 *       into ten bins of equal numbers; a p that occurs often is in the bin of the middle of its
 *       rows as a whole. Mean over the rows of |share of positives - mean p| of their bin.
 * </ul>
 *
 * <p><b>Several classes.</b> The classes are those that occur as label or as prediction.
 *
 * <ul>
 *   <li>Accuracy; macro F1, precision and recall: plain means over the classes; weighted F1: mean
 *       by rows with the label. A class that is never predicted has precision 0, one that is never
 *       the label recall 0.
 *   <li>Log-loss as above, of the probability of the label, which is 0 for a class that the model
 *       has not seen. Brier score: mean of the sum over the classes of (p - 1 or 0)^2.
 * </ul>
 *
 * <p><b>Regression.</b> e = prediction - label.
 *
 * <ul>
 *   <li>RMSE, MAE; MAPE: mean of |e / label| over the rows whose label is not 0; R2: 1 - sum of e^2
 *       / sum of squares of the label about its mean, NaN if the label is constant.
 *   <li>Quantiles of |e|: linear between the two nearest values in order (number 7 of Hyndman and
 *       Fan 1996, doi:10.1080/00031305.1996.10473566). A prediction that is NaN makes all of them
 *       NaN.
 * </ul>
 *
 * <p>A probability that is NaN makes all metrics NaN that need probabilities. {@link Bootstrap}
 * says what the intervals are; the calibration error has none.
 */
public final class Evaluator {
  /** Scored rows that are kept while they are looked at more than once. */
  record Kept(Dataset<Row> rows) implements AutoCloseable {
    Kept {
      rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public void close() {
      rows.unpersist();
    }
  }

  /**
   * Evaluates a model on all rows, without slices, curves and intervals.
   *
   * @param model model as {@link Trainer} makes it
   * @param rows raw rows
   * @param spec the spec that the model was trained with
   * @throws TrainingException if there is no row with a label, the label is not what the task
   *     needs, or an expression cannot be evaluated on these rows
   */
  public Evaluation evaluate(PipelineModel model, Dataset<Row> rows, TrainingSpec spec) {
    new Inputs(rows).checkFeatures(spec);
    return evaluate(model, rows, EvaluationSpec.of(spec.task(), spec.label()));
  }

  /**
   * Evaluates a model.
   *
   * @param model model as {@link Trainer} makes it
   * @param rows raw rows
   * @throws TrainingException if there is no row with a label, the label is not what the task
   *     needs, or an expression cannot be evaluated on these rows
   */
  public Evaluation evaluate(PipelineModel model, Dataset<Row> rows, EvaluationSpec spec) {
    Inputs inputs = new Inputs(rows);
    List<Column> added = new ArrayList<>(List.of(col("*")));
    added.add(inputs.label(spec.task(), spec.label()));
    for (int i = 0; i < spec.slices().size(); i++) {
      added.add(array(inputs.keys(spec.slices().get(i))).as(slice(i)));
    }
    if (spec.intervals()) {
      added.add(Resampling.hash(rows.schema()));
    }
    Dataset<Row> labelled =
        rows.select(added.toArray(Column[]::new)).where(col(Inputs.LABEL).isNotNull());
    return ofPredicted(model, model.transform(labelled), spec);
  }

  /**
   * Evaluates rows that a model has been applied to, with {@link Inputs#LABEL}, the keys of the
   * slices and the hash of the row as far as the spec asks for them.
   */
  static Evaluation ofPredicted(PipelineModel model, Dataset<Row> predicted, EvaluationSpec spec) {
    List<Column> columns = Scored.columns(spec.task(), model, col(Inputs.LABEL));
    columns = new ArrayList<>(columns);
    for (int i = 0; i < spec.slices().size(); i++) {
      columns.add(col(slice(i)));
    }
    if (spec.intervals()) {
      columns.add(col(Resampling.HASH));
    }
    Dataset<Row> scored = predicted.select(columns.toArray(Column[]::new));
    return measure(spec.intervals() ? Resampling.grouped(scored) : scored, spec);
  }

  /** Evaluates scored rows. */
  static Evaluation measure(Dataset<Row> scored, EvaluationSpec spec) {
    try (Kept kept = new Kept(scored)) {
      Dataset<Row> rows = kept.rows();
      Vetted vetted = vetted(rows, spec);
      String[] sets = sets(spec).toArray(String[]::new);
      Dataset<Row> whole = Segments.whole(rows, sets);
      Segments slices = null;
      Dataset<Row> segments = whole;
      if (sets.length > 0) {
        slices = Segments.slices(rows, Arrays.asList(sets), spec.minSliceRows(), spec.maxSlices());
        segments = whole.unionByName(slices.rows());
      }
      Measures measures =
          measures(segments, spec.task(), vetted.cuts(), spec.details() || spec.intervals());
      Measures.Measured of = Objects.requireNonNull(measures.segments().get(Segments.WHOLE));
      Map<Metric, Interval> intervals =
          spec.intervals()
              ? new Bootstrap(spec.seed())
                  .intervals(
                      Resampling.sums(whole, spec.task(), measures.edges()),
                      of.metrics(),
                      spec.confidence())
              : Map.of();
      return new Evaluation(
          spec.task(),
          of.rows(),
          of.positiveShare(),
          of.metrics(),
          intervals,
          spec.details() ? measures.confusion() : null,
          spec.details() ? measures.curves() : null,
          slices(slices, measures, spec));
    }
  }

  /** Looks through scored rows, of which there must be one. */
  static Vetted vetted(Dataset<Row> rows, EvaluationSpec spec) {
    Vetted vetted = Vetted.of(rows, spec.task(), spec.label());
    if (vetted.rows() == 0) {
      throw new TrainingException(
          "label `%s` is null on all rows, or there are none: nothing to evaluate on; check the"
                  .formatted(spec.label())
              + " table's version and the label");
    }
    return vetted;
  }

  /** Measures all segments. */
  static Measures measures(Dataset<Row> rows, Task task, List<Double> cuts, boolean details) {
    return switch (task) {
      case BINARY -> BinaryMeasures.of(rows, cuts, details);
      case MULTICLASS -> MulticlassMeasures.of(rows, details);
      case REGRESSION -> RegressionMeasures.of(rows, cuts, details);
    };
  }

  private static List<SliceQuality> slices(
      @Nullable Segments slices, Measures measures, EvaluationSpec spec) {
    if (slices == null) {
      return List.of();
    }
    List<SliceQuality> qualities = new ArrayList<>();
    for (int i = 0; i < slices.groups().size(); i++) {
      Row group = slices.groups().get(i);
      Measures.Measured of = Objects.requireNonNull(measures.segments().get(i + 1));
      List<@Nullable String> values = group.getList(1);
      qualities.add(
          new SliceQuality(spec.slices().get(group.getInt(0)), values, of.rows(), of.metrics()));
    }
    return Collections.unmodifiableList(qualities);
  }

  private static List<String> sets(EvaluationSpec spec) {
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < spec.slices().size(); i++) {
      sets.add(slice(i));
    }
    return sets;
  }

  private static String slice(int set) {
    return "tidemark_slice_" + set;
  }
}
