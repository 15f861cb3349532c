package io.tidemark.jobs.suggest;

import io.tidemark.checks.Constraint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A suggested check and what would have become of it on versions before.
 *
 * @param constraint the check; it holds on the version that it was suggested for
 * @param reason why it was suggested
 * @param held versions on which it would have held, newest first
 * @param failed measured values on the versions on which it would have failed, newest first
 * @param unmeasured versions on which it could not be evaluated, for example for want of the column
 */
public record Tried(
    Constraint constraint,
    String reason,
    List<Long> held,
    Map<Long, Double> failed,
    List<Long> unmeasured) {

  public Tried {
    held = List.copyOf(held);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
    unmeasured = List.copyOf(unmeasured);
  }

  /** Versions on which it was measured. */
  public int versions() {
    return held.size() + failed.size();
  }

  /** Whether it is to be put in force: not if it would have failed on more than a third. */
  public boolean inForce() {
    return 3 * failed.size() <= versions();
  }
}
