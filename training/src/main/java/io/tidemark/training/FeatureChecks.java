package io.tidemark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the features of the training rows are, from one scan of them; fails where they cannot be
 * learned from.
 *
 * @param rows number of training rows
 * @param notes what should be known of them, one sentence each
 */
record FeatureChecks(long rows, List<String> notes) {
  /** Aggregates per derived column. */
  private static final int WIDTH = 4;

  /** Ten times the standard error of the sketch: what is nearer to the limit is counted. */
  private static final double MARGIN = 0.16;

  /** Checks the training rows. */
  static FeatureChecks of(
      Dataset<Row> training, TrainingSpec spec, FeatureStages stages, RowSplit split) {
    List<FeatureStages.Derived> derived = stages.derived();
    List<Column> sums = new ArrayList<>();
    sums.add(min(col(Inputs.LABEL)));
    sums.add(max(col(Inputs.LABEL)));
    for (FeatureStages.Derived column : derived) {
      sums.add(count(col(column.name())));
      sums.add(min(col(column.name())));
      sums.add(max(col(column.name())));
      sums.add(
          limited(column, spec)
              ? expr("hll_sketch_estimate(hll_sketch_agg(" + column.name() + "))")
              : lit(0L));
    }
    Row totals = training.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    long n = totals.getLong(0);
    checkLabel(spec, split, totals);
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < spec.features().size(); i++) {
      int feature = i;
      int[] columns =
          IntStream.range(0, derived.size())
              .filter(c -> derived.get(c).feature() == feature)
              .toArray();
      checkFeature(spec.features().get(i), totals, columns, split, notes);
    }
    checkCategories(training, spec, derived, totals);
    return new FeatureChecks(n, List.copyOf(notes));
  }

  private static boolean limited(FeatureStages.Derived column, TrainingSpec spec) {
    return column.category() && spec.features().get(column.feature()).buckets() == null;
  }

  private static void checkLabel(TrainingSpec spec, RowSplit split, Row totals) {
    if (totals.getLong(0) == 0) {
      throw new TrainingException(
          "no row is trained on (split %s); hold out less, or train on more rows"
              .formatted(spec.split().words()));
    }
    if (spec.task() == Task.REGRESSION && totals.getDouble(1) == totals.getDouble(2)) {
      throw new TrainingException(
          "label `%s` is %s on all %d rows %s; there is nothing to learn, correct the label"
              .formatted(
                  spec.label(),
                  Parameter.text(totals.getDouble(1)),
                  totals.getLong(0),
                  split.trained()));
    }
  }

  private static void checkFeature(
      Feature feature, Row totals, int[] columns, RowSplit split, List<String> notes) {
    long n = totals.getLong(0);
    boolean constant = true;
    for (int column : columns) {
      int at = 3 + WIDTH * column;
      long values = totals.getLong(at);
      if (values == 0) {
        throw new TrainingException(
            "feature `%s` has no value on any of %d rows %s; leave it out or correct `%s`"
                .formatted(feature.name(), n, split.trained(), feature.expression()));
      }
      // Missing numbers become the median, missing categories are one of their own.
      constant &=
          totals.get(at + 1).equals(totals.get(at + 2))
              && (values == n || feature.kind() != Feature.Kind.CATEGORICAL);
    }
    if (constant) {
      notes.add(
          "feature `%s` is constant on all %d training rows, so that nothing can be learned from it"
              .formatted(feature.name(), n));
    }
    if (feature.buckets() != null) {
      notes.add(
          "the categories of feature `%s` are hashed into %d buckets, so that some share one"
              .formatted(feature.name(), feature.buckets()));
    }
  }

  /**
   * Refuses features with too many categories. Where the sketch does not tell for sure, and to name
   * their exact number, they are counted in a further scan.
   */
  private static void checkCategories(
      Dataset<Row> training, TrainingSpec spec, List<FeatureStages.Derived> derived, Row totals) {
    List<FeatureStages.Derived> many = new ArrayList<>();
    for (int column = 0; column < derived.size(); column++) {
      int most = spec.features().get(derived.get(column).feature()).maxCategories();
      if (totals.getLong(3 + WIDTH * column + 3) > most * (1 - MARGIN)) {
        many.add(derived.get(column));
      }
    }
    if (many.isEmpty()) {
      return;
    }
    List<Column> counts = many.stream().map(d -> countDistinct(col(d.name()))).toList();
    Row exact = training.agg(count(lit(1)), counts.toArray(Column[]::new)).first();
    String refused =
        IntStream.range(0, many.size())
            .filter(i -> exact.getLong(i + 1) > feature(spec, many.get(i)).maxCategories())
            .mapToObj(
                i ->
                    "feature `%s` has %d categories on %d training rows, at most %d are allowed"
                        .formatted(
                            feature(spec, many.get(i)).name(),
                            exact.getLong(i + 1),
                            totals.getLong(0),
                            feature(spec, many.get(i)).maxCategories()))
            .collect(Collectors.joining("; "));
    if (!refused.isEmpty()) {
      throw new TrainingException(
          refused
              + "; raise `max_categories` (at most %d), or hash them into buckets with `hash`"
                  .formatted(Feature.LIMIT));
    }
  }

  private static Feature feature(TrainingSpec spec, FeatureStages.Derived column) {
    return spec.features().get(column.feature());
  }
}
