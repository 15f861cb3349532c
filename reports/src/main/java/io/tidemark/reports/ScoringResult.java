package io.tidemark.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows of a version that a model was to score.
 *
 * @param modelId id of the model in the result store
 * @param modelName name that it was asked for by, for example {@code champion}
 * @param modelVersion its version in the registry; null if it has none
 * @param to the Delta table with the scored rows; null if nothing was scored
 * @param scored rows that were scored
 * @param quarantine the Delta table with the rows that could not be scored; null if there is none
 * @param quarantined rows that could not be scored
 * @param reasons why, the most frequent first
 * @param scoredNow false if an earlier run had scored this version with this model already
 * @param problem why nothing was scored, in one sentence; null if it was
 */
public record ScoringResult(
    String modelId,
    String modelName,
    @Nullable Long modelVersion,
    @Nullable String to,
    long scored,
    @Nullable String quarantine,
    long quarantined,
    List<Reason> reasons,
    boolean scoredNow,
    @Nullable String problem) {

  public ScoringResult {
    reasons = List.copyOf(reasons);
  }

  /**
   * Rows that could not be scored for one reason; a row may have several.
   *
   * @param id the check's id, {@code feature(name)} or {@code prediction}
   * @param rows how many
   */
  public record Reason(String id, long rows) {}
}
