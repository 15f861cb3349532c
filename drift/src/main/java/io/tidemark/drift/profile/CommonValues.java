package io.tidemark.drift.profile;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The most frequent values of a column among at most {@code limit}, from the final counts of its
 * distinct values. Ties go to the smaller name, so the outcome does not depend on the order.
 */
public final class CommonValues implements Mergeable<CommonValues.Counted, CommonValues> {
  private final int limit;
  private final TreeSet<Counted> kept = new TreeSet<>(new BestFirst());

  /** Keeps up to {@code limit} values. */
  public CommonValues(int limit) {
    this.limit = limit;
  }

  /** A value and how often it occurs. Not a record: Kryo cannot read those back. */
  public static final class Counted implements Serializable {
    private final String value;
    private final long count;

    /** Pairs them. */
    public Counted(String value, long count) {
      this.value = value;
      this.count = count;
    }

    /** The value. */
    public String value() {
      return value;
    }

    /** Its number of rows. */
    public long count() {
      return count;
    }
  }

  private static final class BestFirst implements Comparator<Counted>, Serializable {
    @Override
    public int compare(Counted a, Counted b) {
      int byCount = Long.compare(b.count, a.count);
      return byCount != 0 ? byCount : a.value.compareTo(b.value);
    }
  }

  @Override
  public CommonValues empty() {
    return new CommonValues(limit);
  }

  @Override
  public void accept(Counted item) {
    kept.add(item);
    if (kept.size() > limit) {
      kept.pollLast();
    }
  }

  @Override
  public void merge(CommonValues other) {
    if (limit != other.limit) {
      throw new IllegalArgumentException(
          "cannot merge the most frequent %d and %d values".formatted(limit, other.limit));
    }
    other.kept.forEach(this::accept);
  }

  /** The kept values, most frequent first. */
  public List<Counted> mostFrequentFirst() {
    return List.copyOf(kept);
  }
}
