package io.tidemark.checks;

import java.time.Instant;
import java.util.List;

/** Rows alone. */
final class NoSurroundings implements Surroundings {

  @Override
  public Other open(OtherTable table) throws ConstraintProblem {
    throw missing("other tables");
  }

  @Override
  public Instant now() throws ConstraintProblem {
    throw missing("the time of the check");
  }

  @Override
  public Instant committedAt() throws ConstraintProblem {
    throw missing("the time of the version's commit");
  }

  @Override
  public List<Long> rowsBefore(int most) throws ConstraintProblem {
    throw missing("earlier versions");
  }

  @Override
  public List<PastValue> valuesBefore(String metric) throws ConstraintProblem {
    throw missing("what was measured before");
  }

  private static ConstraintProblem missing(String what) {
    return new ConstraintProblem(
        "it needs " + what + ", and there are only rows; evaluate the suite with surroundings");
  }
}
