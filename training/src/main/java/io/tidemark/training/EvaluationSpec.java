package io.tidemark.training;

import java.util.List;

/**
 * What to evaluate, and how closely.
 *
 * @param task what the model predicts
 * @param label SQL expression of the label; rows for which it is null are left out
 * @param slices keys of each set of slices, each the name of a column or a SQL expression; the rows
 *     of one combination of values are a slice
 * @param minSliceRows rows with a label from which on a slice is measured
 * @param maxSlices slices that are measured at most: the largest
 * @param details whether curves and the confusion matrix are asked for
 * @param intervals whether bootstrap intervals are asked for
 * @param confidence confidence of the intervals, in (0, 1)
 * @param seed seed of the bootstrap
 */
public record EvaluationSpec(
    Task task,
    String label,
    List<List<String>> slices,
    long minSliceRows,
    int maxSlices,
    boolean details,
    boolean intervals,
    double confidence,
    long seed) {
  /** Rows from which on a slice is measured unless something else is said. */
  public static final long DEFAULT_MIN_SLICE_ROWS = 100;

  /** Slices that are measured at most unless something else is said. */
  public static final int DEFAULT_MAX_SLICES = 100;

  /** Largest number of slices that can be asked for. */
  public static final int MOST_SLICES = 10_000;

  public EvaluationSpec {
    slices = slices.stream().map(List::copyOf).toList();
    if (label.isBlank()) {
      throw new IllegalArgumentException("the label is blank; give a SQL expression");
    }
    if (slices.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a set of slices has no key; give at least one column");
    }
    if (minSliceRows < 1 || maxSlices < 1 || maxSlices > MOST_SLICES) {
      throw new IllegalArgumentException(
          "slices are to have %d rows and to be %d at most; give at least 1 row, and 1 to %d slices"
              .formatted(minSliceRows, maxSlices, MOST_SLICES));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "the confidence is " + confidence + "; give a number between 0 and 1, such as 0.95");
    }
  }

  /** The metrics of all rows, and nothing besides. */
  public static EvaluationSpec of(Task task, String label) {
    return new EvaluationSpec(
        task,
        label,
        List.of(),
        DEFAULT_MIN_SLICE_ROWS,
        DEFAULT_MAX_SLICES,
        false,
        false,
        Bootstrap.DEFAULT_CONFIDENCE,
        0);
  }

  /** The same with curves and confusion matrix, and with intervals of the default confidence. */
  public EvaluationSpec inFull(long withSeed) {
    return new EvaluationSpec(
        task, label, slices, minSliceRows, maxSlices, true, true, confidence, withSeed);
  }

  /** The same with slices within the default limits. */
  public EvaluationSpec by(List<List<String>> sets) {
    return new EvaluationSpec(
        task, label, sets, minSliceRows, maxSlices, details, intervals, confidence, seed);
  }
}
