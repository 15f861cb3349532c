package io.tidemark.drift;

/**
 * One frozen bin or category with its counts on both sides.
 *
 * @param label for people: an interval such as {@code [120, 304)}, a category, or one of the
 *     special bins
 * @param role what kind of bin it is
 * @param referenceCount rows of the reference in it
 * @param currentCount rows of the current version in it
 */
public record Bin(String label, Role role, long referenceCount, long currentCount) {

  /** The kinds of bin. */
  public enum Role {
    /** An interval of numbers, or a single heavy number. */
    INTERVAL,
    /** A category the reference kept by name. */
    CATEGORY,
    /** Rare categories of the reference together. */
    OTHER,
    /** Categories that the reference has never seen. */
    UNSEEN,
    NULL,
    NAN
  }
}
