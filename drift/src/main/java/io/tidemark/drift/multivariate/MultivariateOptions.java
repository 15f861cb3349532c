package io.tidemark.drift.multivariate;

import io.tidemark.drift.stats.Threshold;

/**
 * How to compare all columns together.
 *
 * @param alpha share of false alarms among the alarms that is accepted, in (0, 1)
 * @param sampleRows rows of a side from which on it is sampled, about so many then; at least 100
 * @param seed seed of the sample, of its halves and of the classifier
 * @param varianceShare share of the reference's variance that the principal components keep, in (0,
 *     1)
 * @param reconstruction thresholds of the relative change of the mean reconstruction error
 * @param classifier thresholds of the classifier's AUC; above 0.5 and at most 1
 */
public record MultivariateOptions(
    double alpha,
    int sampleRows,
    long seed,
    double varianceShare,
    Threshold reconstruction,
    Threshold classifier) {
  private static final int FEWEST_ROWS = 100;

  public MultivariateOptions {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must lie between 0 and 1, but is " + alpha);
    }
    if (sampleRows < FEWEST_ROWS) {
      throw new IllegalArgumentException(
          "sampleRows must be at least %d, but is %d".formatted(FEWEST_ROWS, sampleRows));
    }
    if (!(varianceShare > 0 && varianceShare < 1)) {
      throw new IllegalArgumentException(
          "varianceShare must lie between 0 and 1, but is " + varianceShare);
    }
    if (!(classifier.warn() > 0.5 && classifier.drift() <= 1)) {
      throw new IllegalArgumentException(
          "the classifier's thresholds must satisfy 0.5 < warn <= drift <= 1, but are warn %s and drift %s"
              .formatted(classifier.warn(), classifier.drift()));
    }
  }

  /**
   * Alpha 0.05; 100,000 rows a side; components with 95 % of the variance.
   *
   * <p>The thresholds of the AUC are 0.55 and 0.65. One normal column that moves by d standard
   * deviations gives an AUC of Phi(d / sqrt 2) and a PSI of about d^2: the PSI's thresholds 0.10
   * and 0.25 are shifts of 0.32 and 0.5, hence AUCs of 0.59 and 0.64. The classifier sees all
   * columns together, so it warns a little earlier. The thresholds of the reconstruction error are
   * changes of 10 % and 25 %: of two normal columns with a correlation of 0.6 the second component
   * is left over, and its spread grows so far when the correlation falls to 0.52 and to 0.38.
   */
  public static MultivariateOptions standard() {
    return new MultivariateOptions(
        0.05, 100_000, 42, 0.95, new Threshold(0.10, 0.25), new Threshold(0.55, 0.65));
  }

  /** These options with another seed. */
  public MultivariateOptions withSeed(long other) {
    return new MultivariateOptions(
        alpha, sampleRows, other, varianceShare, reconstruction, classifier);
  }

  /** These options with another size of the sample. */
  public MultivariateOptions withSampleRows(int rows) {
    return new MultivariateOptions(alpha, rows, seed, varianceShare, reconstruction, classifier);
  }
}
