package io.tidemark.training;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the rows consist of, from one scan of them; fails where that cannot be trained on.
 *
 * @param labelled rows with a label
 * @param usable rows with a label, a time where rows are split by time, and all required features
 * @param withoutTime rows with a label but without a time to split by
 * @param notes what is left out, one sentence each
 */
record RowCounts(long labelled, long usable, long withoutTime, List<String> notes) {
  /** More distinct labels than this are more than {@link TrainingSpec#MOST_CLASSES} for sure. */
  private static final long SURELY_TOO_MANY = 2L * TrainingSpec.MOST_CLASSES;

  private static final Column LABEL = col(Inputs.LABEL);

  /**
   * Counts rows.
   *
   * @param rows rows with label, side and the derived columns
   */
  static RowCounts of(Dataset<Row> rows, TrainingSpec spec, FeatureStages stages) {
    List<Integer> required = required(spec);
    List<Column> sums = new ArrayList<>(List.of(count(LABEL)));
    sums.addAll(labelSums(spec.task()));
    Column placed = LABEL.isNotNull();
    if (spec.split() instanceof Split.ByTime) {
      Column time = when(LABEL.isNotNull(), col(Inputs.TIME));
      sums.add(count(time));
      sums.add(min(time).equalTo(max(time)));
      placed = placed.and(col(Inputs.TIME).isNotNull());
    } else {
      sums.add(count(LABEL));
      sums.add(lit(false));
    }
    for (int feature : required) {
      sums.add(count(when(placed.and(missing(stages, feature)), 1)));
    }
    sums.add(count(when(usable(spec, stages), 1)));
    Row totals = rows.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    checkLabel(rows, spec, totals);
    checkTime(spec, totals);
    long usable = totals.getLong(totals.size() - 1);
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < required.size(); i++) {
      String name = spec.features().get(required.get(i)).name();
      long missing = totals.getLong(6 + i);
      if (missing == totals.getLong(4)) {
        throw new TrainingException(
            "feature `%s` is required, but has no value on any of %d rows; correct `%s`"
                .formatted(name, missing, spec.features().get(required.get(i)).expression()));
      }
      if (missing > 0) {
        notes.add(
            "%d rows without feature `%s`, which is required, are left out"
                .formatted(missing, name));
      }
    }
    if (usable == 0) {
      throw new TrainingException(
          "no row of %d has all required features; correct them, or require fewer"
              .formatted(totals.getLong(4)));
    }
    return new RowCounts(
        totals.getLong(1), usable, totals.getLong(1) - totals.getLong(4), List.copyOf(notes));
  }

  /** Whether a row can be trained on or held out. */
  static Column usable(TrainingSpec spec, FeatureStages stages) {
    Column usable = LABEL.isNotNull();
    if (spec.split() instanceof Split.ByTime) {
      usable = usable.and(col(Inputs.TIME).isNotNull());
    }
    for (int feature : required(spec)) {
      usable = usable.and(missing(stages, feature).unary_$bang());
    }
    return usable;
  }

  private static List<Integer> required(TrainingSpec spec) {
    List<Integer> required = new ArrayList<>();
    for (int i = 0; i < spec.features().size(); i++) {
      if (spec.features().get(i).required()) {
        required.add(i);
      }
    }
    return required;
  }

  private static Column missing(FeatureStages stages, int feature) {
    return stages.derived().stream()
        .filter(d -> d.feature() == feature)
        .map(d -> col(d.name()).isNull())
        .reduce(Column::or)
        .orElseThrow();
  }

  /** Two sums that tell whether labels fit the task. */
  private static List<Column> labelSums(Task task) {
    return switch (task) {
      case BINARY -> List.of(count(when(LABEL.equalTo(1), 1)), count(when(LABEL.equalTo(0), 1)));
      case MULTICLASS ->
          List.of(expr("hll_sketch_estimate(hll_sketch_agg(" + Inputs.LABEL + "))"), lit(0L));
      case REGRESSION ->
          List.of(
              count(when(isnan(LABEL).or(abs(LABEL).equalTo(Double.POSITIVE_INFINITY)), 1)),
              lit(0L));
    };
  }

  private static void checkLabel(Dataset<Row> rows, TrainingSpec spec, Row totals) {
    long n = totals.getLong(0);
    long labelled = totals.getLong(1);
    if (n == 0) {
      throw new TrainingException(
          "there are no rows to train on; check the table's version and filters");
    }
    if (labelled == 0) {
      throw new TrainingException(
          "label `%s` is null on all %d rows; correct the expression".formatted(spec.label(), n));
    }
    switch (spec.task()) {
      case BINARY -> checkBinary(spec, labelled, totals.getLong(2), totals.getLong(3));
      case MULTICLASS -> {
        if (totals.getLong(2) > SURELY_TOO_MANY) {
          throw tooManyClasses(spec, rows.agg(countDistinct(LABEL)).first().getLong(0));
        }
      }
      case REGRESSION -> {
        if (totals.getLong(2) > 0) {
          throw new TrainingException(
              "label `%s` is NaN or infinite on %d of %d rows; make it null there, or correct it"
                  .formatted(spec.label(), totals.getLong(2), labelled));
        }
      }
    }
  }

  static TrainingException tooManyClasses(TrainingSpec spec, long classes) {
    return new TrainingException(
        "label `%s` has %d classes, at most %d can be told apart; group them, or choose task regression"
            .formatted(spec.label(), classes, TrainingSpec.MOST_CLASSES));
  }

  private static void checkBinary(TrainingSpec spec, long labelled, long ones, long zeros) {
    if (ones + zeros != labelled) {
      throw new TrainingException(
          "label `%s` is neither 0 nor 1 on %d of %d rows; write it as a condition"
              .formatted(spec.label(), labelled - ones - zeros, labelled));
    }
    if (ones == 0 || zeros == 0) {
      throw new TrainingException(
          "label `%s` is %s on all %d rows that have one; a classifier needs both classes"
              .formatted(spec.label(), ones == 0 ? "0" : "1", labelled));
    }
  }

  private static void checkTime(TrainingSpec spec, Row totals) {
    if (!(spec.split() instanceof Split.ByTime byTime)) {
      return;
    }
    if (totals.getLong(4) == 0) {
      throw new TrainingException(
          "split column `%s` is null on all %d rows with a label; choose another column"
              .formatted(byTime.column(), totals.getLong(1)));
    }
    if (totals.getBoolean(5)) {
      throw new TrainingException(
          "split column `%s` has a single value on all %d rows, so no later rows can be held out;"
                  .formatted(byTime.column(), totals.getLong(4))
              + " choose another column or train on more rows");
    }
  }
}
