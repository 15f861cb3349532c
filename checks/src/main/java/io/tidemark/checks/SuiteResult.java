package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a suite.
 *
 * @param results one result per constraint, in the order of the suite
 * @param failingRows what became of the rows that fail constraints; null if they were not set apart
 */
public record SuiteResult(List<CheckResult> results, @Nullable FailingRows failingRows) {

  public SuiteResult {
    results = List.copyOf(results);
  }

  /** Results of which the failing rows were not set apart. */
  public SuiteResult(List<CheckResult> results) {
    this(results, null);
  }

  /** These results and what became of the failing rows. */
  public SuiteResult with(FailingRows rows) {
    return new SuiteResult(results, rows);
  }

  /** Ids of the constraints with this status, in the order of the suite. */
  public List<String> ids(CheckStatus status) {
    return results.stream()
        .filter(r -> r.status() == status)
        .map(CheckResult::constraintId)
        .toList();
  }

  /**
   * The worst status of all constraints; {@link CheckStatus#PASS} for an empty suite. Constraints
   * that wait for a longer history have no say, unless all of them do.
   */
  public CheckStatus status() {
    if (!results.isEmpty() && count(CheckStatus.INSUFFICIENT_DATA) == results.size()) {
      return CheckStatus.INSUFFICIENT_DATA;
    }
    return results.stream()
        .map(CheckResult::status)
        .filter(status -> status != CheckStatus.INSUFFICIENT_DATA)
        .reduce(CheckStatus.PASS, CheckStatus::worse);
  }

  /** Number of constraints with this status. */
  public long count(CheckStatus status) {
    return results.stream().filter(r -> r.status() == status).count();
  }
}
