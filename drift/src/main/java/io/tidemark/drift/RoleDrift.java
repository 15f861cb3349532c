package io.tidemark.drift;

import io.tidemark.drift.stats.Verdict;
import java.util.List;

/**
 * Drift of the columns of one role.
 *
 * @param role the role
 * @param columns their names, in the order of the reference
 * @param driftedShare weighted share of them that drifted, in [0, 1]
 * @param verdict of features: by the rule of the dataset, so DRIFT from its limit on; of targets
 *     and predictions: the worst column's
 */
public record RoleDrift(Role role, List<String> columns, double driftedShare, Verdict verdict) {

  public RoleDrift {
    columns = List.copyOf(columns);
  }
}
