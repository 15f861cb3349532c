package io.tidemark.training.estimation;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * Bins of scores: of equal width in log-odds, so that scores near 0 and 1 are told apart as well as
 * those in the middle. At most {@value #COUNT} bins, none wider than 0.0125 as a probability.
 */
public final class ScoreBins {
  /** Width in log-odds. */
  static final double WIDTH = 0.05;

  private static final int HALF = 400;

  /** Most bins there are. */
  public static final int COUNT = 2 * HALF;

  /** Probabilities are clipped to [CLIP, 1 - CLIP] before a logarithm. */
  public static final double CLIP = 1e-15;

  private ScoreBins() {}

  /** The bin of a score in [0, 1], from -400 to 399. */
  public static int of(double score) {
    double clipped = Math.max(CLIP, Math.min(1 - CLIP, score));
    double bin = Math.floor(Math.log(clipped / (1 - clipped)) / WIDTH);
    return (int) Math.max(-HALF, Math.min(HALF - 1, bin));
  }

  /** The bin of a column of scores in [0, 1], as {@link #of}. */
  public static Column of(Column score) {
    Column clipped = clipped(score);
    Column bin = floor(log(clipped.divide(lit(1).minus(clipped))).divide(WIDTH));
    return greatest(lit(-HALF), least(lit(HALF - 1), bin.cast("int")));
  }

  /** A score with room for a logarithm on both sides; null stays null. */
  public static Column clipped(Column score) {
    // greatest and least pass over nulls.
    return when(score.isNotNull(), greatest(lit(CLIP), least(lit(1 - CLIP), score)));
  }
}
