package io.tidemark.checks;

import java.util.List;

/**
 * What became of a suite.
 *
 * @param results one result per constraint, in the order of the suite
 */
public record SuiteResult(List<CheckResult> results) {

  public SuiteResult {
    results = List.copyOf(results);
  }

  /** The worst status of all constraints; {@link CheckStatus#PASS} for an empty suite. */
  public CheckStatus status() {
    return results.stream().map(CheckResult::status).reduce(CheckStatus.PASS, CheckStatus::worse);
  }

  /** Number of constraints with this status. */
  public long count(CheckStatus status) {
    return results.stream().filter(r -> r.status() == status).count();
  }
}
