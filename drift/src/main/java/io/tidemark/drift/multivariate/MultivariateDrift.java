package io.tidemark.drift.multivariate;

import io.tidemark.drift.stats.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift of all columns together.
 *
 * @param columns the columns that went in; on a problem those that can be used by their type
 * @param referenceRows rows of the reference's sample
 * @param currentRows rows of the current sample
 * @param tests one entry per method; empty on a problem
 * @param verdict the worst of the tests; {@link Verdict#INSUFFICIENT_DATA} on too few rows or
 *     columns that vary, {@link Verdict#ERROR} if a column is missing on a side or differs in type
 * @param problem why there are no tests; null if there are
 */
public record MultivariateDrift(
    List<String> columns,
    long referenceRows,
    long currentRows,
    List<Test> tests,
    Verdict verdict,
    @Nullable String problem) {

  public MultivariateDrift {
    columns = List.copyOf(columns);
    tests = List.copyOf(tests);
  }

  /** How the columns are looked at together. */
  public enum Method {
    /** Change of the error with which the reference's principal components rebuild the rows. */
    PCA_RECONSTRUCTION("PCA reconstruction error"),
    /** How well a classifier tells the rows of the reference from the current ones. */
    DOMAIN_CLASSIFIER("domain classifier AUC");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** Name of the effect, for people. */
    public String label() {
      return label;
    }
  }

  /**
   * One method's outcome, measured on rows that its model has not seen.
   *
   * @param method the method
   * @param effect the effect: for PCA the size of the relative change of the mean error, up or
   *     down, for the classifier its AUC (0.5 = cannot tell)
   * @param expected the effect to expect under no drift
   * @param noise the effect that chance alone exceeds with probability alpha
   * @param pValue probability of an effect at least this large under no drift, not adjusted
   * @param warn effect from which on it warns
   * @param drift effect from which on it has drifted
   * @param verdict the outcome
   * @param contributions the columns that tell the sides apart, largest share first
   */
  public record Test(
      Method method,
      double effect,
      double expected,
      double noise,
      double pValue,
      double warn,
      double drift,
      Verdict verdict,
      List<Contribution> contributions) {

    public Test {
      contributions = List.copyOf(contributions);
    }
  }

  /** A column's share of an effect, in [0, 1]; the shares of all columns add up to 1. */
  public record Contribution(String column, double share) {}
}
