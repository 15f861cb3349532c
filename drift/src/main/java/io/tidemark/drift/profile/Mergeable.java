package io.tidemark.drift.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A state that is filled part by part and put together: {@link #empty()} is the identity of {@link
 * #merge}, merging is associative, and neither the order nor the chunking of what is accepted
 * matters (floating-point sums excepted, in their last digits). Mutable; not thread-safe.
 *
 * <p>The shape (cut points, names, limits) is known wherever a state is; only the counts travel, by
 * {@link #write} and {@link #read}.
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

  /** Writes what was accepted, without the shape. */
  void write(DataOutput out) throws IOException;

  /** Takes in what a state of the same shape wrote. */
  void read(DataInput in) throws IOException;
}
