package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares two models on the same rows, all those with a label, in Spark.
 *
 * <p>Both models score each row, so that a row that is hard is hard for both: the interval of the
 * gain comes from drawing the same groups of rows for both ({@link Bootstrap}), and is narrower by
 * what the two have in common than two intervals side by side. The values and the gain are exact.
 */
public final class PairedComparison {
  static final String CHALLENGER = "tidemark_challenger";
  static final String CHAMPION = "tidemark_champion";

  /**
   * How to compare.
   *
   * @param task what both models predict
   * @param label SQL expression of the label
   * @param metric a metric of the task that has intervals: not the calibration error
   * @param relative whether the gain is a share of the champion's value
   * @param confidence confidence of the interval, in (0, 1)
   * @param seed seed of the bootstrap
   */
  public record Setting(
      Task task, String label, Metric metric, boolean relative, double confidence, long seed) {

    public Setting {
      if (!metric.measures(task) || metric == Metric.CALIBRATION_ERROR) {
        throw new IllegalArgumentException(
            "models for task %s cannot be compared by %s".formatted(task.key(), metric.key()));
      }
      if (!(confidence > 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "the confidence is " + confidence + "; give a number between 0 and 1, such as 0.95");
      }
    }
  }

  private PairedComparison() {}

  /**
   * Compares.
   *
   * @param challenger model as {@link Trainer} makes it
   * @param champion another one for the same task
   * @param rows raw rows
   * @return values, gain and its interval; NaN where they are not defined
   * @throws TrainingException if there is no row with a label, or the label is not what the task
   *     needs
   */
  public static Comparison of(
      PipelineModel challenger, PipelineModel champion, Dataset<Row> rows, Setting setting) {
    Column[] raw =
        Stream.concat(
                Arrays.stream(rows.columns()).map(Inputs::quoted),
                Stream.of(Inputs.LABEL, Resampling.HASH))
            .map(name -> col(name))
            .toArray(Column[]::new);
    Dataset<Row> labelled =
        rows.select(
                col("*"),
                new Inputs(rows).label(setting.task(), setting.label()),
                Resampling.hash(rows.schema()))
            .where(col(Inputs.LABEL).isNotNull());
    Dataset<Row> one =
        challenger
            .transform(labelled)
            .select(
                Stream.concat(
                        Arrays.stream(raw), Stream.of(answer(challenger, setting).as(CHALLENGER)))
                    .toArray(Column[]::new));
    Dataset<Row> both =
        champion
            .transform(one)
            .select(col(CHALLENGER), answer(champion, setting).as(CHAMPION), col(Resampling.HASH));
    return of(Resampling.grouped(both), setting);
  }

  private static Column answer(PipelineModel model, Setting setting) {
    return struct(Scored.columns(setting.task(), model, col(Inputs.LABEL)).toArray(Column[]::new));
  }

  /** Compares rows with the answers of both, in the groups of the bootstrap. */
  static Comparison of(Dataset<Row> both, Setting setting) {
    try (Evaluator.Kept kept = new Evaluator.Kept(both)) {
      One challenger = one(kept.rows(), CHALLENGER, setting);
      One champion = one(kept.rows(), CHAMPION, setting);
      double gain =
          Bootstrap.gain(
              setting.metric(), challenger.value(), champion.value(), setting.relative());
      return new Comparison(
          setting.metric(),
          challenger.rows(),
          challenger.value(),
          champion.value(),
          gain,
          setting.relative(),
          new Bootstrap(setting.seed())
              .gain(
                  challenger.sums(),
                  champion.sums(),
                  setting.metric(),
                  setting.relative(),
                  gain,
                  setting.confidence()),
          setting.confidence());
    }
  }

  /** What one of the two comes to. */
  private record One(long rows, double value, GroupSums sums) {}

  private static One one(Dataset<Row> both, String which, Setting setting) {
    Dataset<Row> scored = both.select(col(which + ".*"), col(Resampling.GROUP));
    Vetted vetted = Evaluator.vetted(scored, EvaluationSpec.of(setting.task(), setting.label()));
    Dataset<Row> whole = Segments.whole(scored);
    Measures measures = Evaluator.measures(whole, setting.task(), vetted.cuts(), true);
    Measures.Measured of = Objects.requireNonNull(measures.segments().get(Segments.WHOLE));
    return new One(
        of.rows(),
        of.metrics().getOrDefault(setting.metric(), Double.NaN),
        Resampling.sums(whole, setting.task(), measures.edges()));
  }
}
