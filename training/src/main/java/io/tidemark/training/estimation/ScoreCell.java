package io.tidemark.training.estimation;

/**
 * Rows whose scores are in one bin and whose predicted class is the same.
 *
 * @param bin the bin, see {@link ScoreBins}
 * @param chosen true if they are predicted positive
 * @param rows how many
 * @param positives how many have a positive label; 0 where there are no labels
 * @param scores sum of the scores
 * @param squares sum of their squares
 * @param logs sum of their natural logarithms
 * @param complementLogs sum of the natural logarithms of 1 - score
 */
public record ScoreCell(
    int bin,
    boolean chosen,
    long rows,
    long positives,
    double scores,
    double squares,
    double logs,
    double complementLogs) {

  public ScoreCell {
    if (rows < 1 || positives < 0 || positives > rows) {
      throw new IllegalArgumentException(
          "a cell has %d rows and %d positives; give at least one row, and no more positives than rows"
              .formatted(rows, positives));
    }
  }
}
