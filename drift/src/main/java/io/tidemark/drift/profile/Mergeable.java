package io.tidemark.drift.profile;

import java.io.Serializable;

/**
 * A state that is filled part by part and put together: {@link #empty()} is the identity of {@link
 * #merge}, merging is associative, and neither the order nor the chunking of what is accepted
 * matters (floating-point sums excepted, in their last digits). Mutable; not thread-safe.
 *
 * @param <T> what it accepts
 * @param <S> the state itself
 */
public interface Mergeable<T, S extends Mergeable<T, S>> extends Serializable {

  /** Returns a new state of the same shape that has accepted nothing. */
  S empty();

  /** Takes in one item. */
  void accept(T item);

  /**
   * Takes in everything that another state has accepted; the other one is left as it is.
   *
   * @throws IllegalArgumentException if the other state has another shape
   */
  void merge(S other);
}
