package io.tidemark.drift.profile;

import java.util.Optional;
import java.util.TreeSet;

/** The distinct finite numbers of a column, as long as there are no more than {@code limit}. */
public final class DistinctNumbers implements Mergeable<Double, DistinctNumbers> {
  private final int limit;
  private final TreeSet<Double> values = new TreeSet<>();
  private boolean tooMany;

  /** Keeps up to {@code limit} numbers. */
  public DistinctNumbers(int limit) {
    this.limit = limit;
  }

  @Override
  public DistinctNumbers empty() {
    return new DistinctNumbers(limit);
  }

  @Override
  public void accept(Double value) {
    if (tooMany || !Double.isFinite(value)) {
      return;
    }
    values.add(value + 0.0); // -0.0 is 0.0
    if (values.size() > limit) {
      giveUp();
    }
  }

  @Override
  public void merge(DistinctNumbers other) {
    if (limit != other.limit) {
      throw new IllegalArgumentException(
          "cannot merge up to %d and up to %d distinct numbers".formatted(limit, other.limit));
    }
    if (other.tooMany) {
      giveUp();
    } else {
      other.values.forEach(this::accept);
    }
  }

  private void giveUp() {
    tooMany = true;
    values.clear();
  }

  /** The numbers in ascending order; empty if there are more than the limit. */
  public Optional<double[]> ascending() {
    return tooMany
        ? Optional.empty()
        : Optional.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
