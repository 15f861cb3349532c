package io.tidemark.training;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A split of given rows.
 *
 * @param heldOut whether a row is held out
 * @param text which rows are held out, in words with the values
 * @param trained which rows are trained on, as the end of a phrase such as "on all 5 rows"
 */
record RowSplit(Column heldOut, String text, String trained) {

  /**
   * Finds the split.
   *
   * @param rows the usable rows
   */
  static RowSplit find(Dataset<Row> rows, TrainingSpec spec, RowCounts counts) {
    if (spec.split() instanceof Split.ByTime byTime) {
      TimeSplit cut = TimeSplit.find(rows, byTime.share(), counts.usable());
      String text = byTime.column() + " >= " + cut.text();
      if (counts.withoutTime() > 0) {
        text += " (%d rows without %s left out)".formatted(counts.withoutTime(), byTime.column());
      }
      return new RowSplit(cut.heldOut(), text, "before " + cut.text());
    }
    return new RowSplit(
        col(Inputs.HELD_OUT),
        spec.split() instanceof Split.ByKey byKey
            ? "%s of the keys by hash of %s"
                .formatted(byKey.share(), String.join(", ", byKey.columns()))
            : "%s of the rows at random, seed %d".formatted(spec.split().share(), spec.seed()),
        "that are not held out");
  }
}
