package io.tidemark.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures how fast a model predicts in this JVM, after warm-up: single rows through {@link
 * Predictor}, from the feature vector, and batches through the whole pipeline in Spark.
 *
 * <p>The numbers are those of this machine at this time; they compare only with ones taken alike.
 */
public final class LatencyMeter {
  /** Distinct feature vectors that are predicted, at most. */
  static final int VECTORS = 1000;

  /** Predictions before any is timed. */
  static final int WARM_UP = 10_000;

  /** Predictions that are timed. */
  static final int TIMED = 5000;

  /** Rows that are predicted as a batch, at most. */
  static final int BATCH_ROWS = 100_000;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private final LongSupplier nanos;

  /** Measures by the JVM's clock. */
  public LatencyMeter() {
    this(System::nanoTime);
  }

  /** Measures by a clock that gives nanoseconds. */
  LatencyMeter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Measures.
   *
   * @param model model as {@link Trainer} makes it
   * @param rows raw rows; some of them are predicted again and again
   * @throws TrainingException if there are no rows
   */
  public Latency measure(PipelineModel model, Dataset<Row> rows) {
    Dataset<Row> batch =
        rows.limit(BATCH_ROWS)
            .repartition(rows.sparkSession().sparkContext().defaultParallelism())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long n = batch.count();
      if (n == 0) {
        throw new TrainingException("there are no rows to measure latency on");
      }
      double[] millis = single(model, batch);
      through(model, batch);
      long start = nanos.getAsLong();
      through(model, batch);
      double seconds = Math.max(1, nanos.getAsLong() - start) / NANOS_PER_SECOND;
      return new Latency(
          TIMED,
          quantile(millis, 0.5),
          quantile(millis, 0.95),
          quantile(millis, 0.99),
          n / seconds);
    } finally {
      batch.unpersist();
    }
  }

  private double[] single(PipelineModel model, Dataset<Row> batch) {
    Predictor predictor = Predictor.of(model);
    List<Vector> vectors =
        predictor.vectors(batch.limit(VECTORS)).collectAsList().stream()
            .map(row -> row.<Vector>getAs(0))
            .toList();
    double[] predictions = new double[1];
    double[] millis =
        time(
            WARM_UP,
            TIMED,
            // What is added up is used, so that no call can be left out by the compiler.
            i -> predictions[0] += predictor.predict(vectors.get(i % vectors.size())));
    if (Double.isNaN(predictions[0])) {
      throw new TrainingException(
          "the model predicts NaN on the rows that latency is measured on; train it again");
    }
    return millis;
  }

  /** Milliseconds of each timed call, ascending; the calls are numbered from 0. */
  double[] time(int warmUp, int timed, IntConsumer call) {
    for (int i = 0; i < warmUp; i++) {
      call.accept(i);
    }
    double[] millis = new double[timed];
    for (int i = 0; i < timed; i++) {
      long start = nanos.getAsLong();
      call.accept(warmUp + i);
      millis[i] = (nanos.getAsLong() - start) / NANOS_PER_MILLI;
    }
    Arrays.sort(millis);
    return millis;
  }

  /** The smallest value that is not below a share of the values. */
  static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static void through(PipelineModel model, Dataset<Row> batch) {
    model.transform(batch).write().format("noop").mode("overwrite").save();
  }
}
