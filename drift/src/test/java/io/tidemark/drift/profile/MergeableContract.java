package io.tidemark.drift.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link Mergeable} promises. */
abstract class MergeableContract<T, S extends Mergeable<?, S>> {
  private static final int ITEMS = 300;

  /** A state that has accepted nothing. */
  abstract S start();

  /** A random item, special ones among them. */
  abstract T item(Random random);

  /** Has a state accept an item. */
  abstract void accept(S state, T item);

  /** Asserts that two states hold the same. */
  abstract void assertSame(S actual, S expected);

  @Test
  void emptyIsTheIdentityOnBothSides() {
    List<T> items = items(1);
    S left = filled(items);
    left.merge(left.empty());
    S right = start().empty();
    right.merge(filled(items));

    assertSame(left, filled(items));
    assertSame(right, filled(items));
  }

  @Test
  void emptyOfAFilledStateHoldsNothing() {
    assertSame(filled(items(2)).empty(), start());
  }

  @Test
  void mergingIsAssociative() {
    S a = filled(items(3));
    S b = filled(items(4));
    S c = filled(items(5));
    S leftFirst = start();
    leftFirst.merge(a);
    leftFirst.merge(b);
    leftFirst.merge(c);
    S rightFirst = start();
    rightFirst.merge(b);
    rightFirst.merge(c);
    S whole = start();
    whole.merge(a);
    whole.merge(rightFirst);

    assertSame(whole, leftFirst);
  }

  @Test
  void mergingLeavesTheOtherStateAsItIs() {
    S other = filled(items(6));
    filled(items(7)).merge(other);

    assertSame(other, filled(items(6)));
  }

  @Test
  void whatIsWrittenIsReadOnTopOfWhatIsThere() {
    S expected = filled(items(8));
    expected.merge(filled(items(9)));
    S actual = filled(items(8));
    Wire.addTo(actual, Wire.bytes(filled(items(9))));

    assertSame(actual, expected);
  }

  @Test
  void orderAndChunkingDoNotMatter() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<T> items = items(100 + seed);
      S expected = filled(items);
      Collections.shuffle(items, random);
      List<S> chunks = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(10); i++) {
        chunks.add(start());
      }
      items.forEach(item -> accept(chunks.get(random.nextInt(chunks.size())), item));
      S actual = start();
      chunks.forEach(actual::merge);

      assertSame(actual, expected);
    }
  }

  final S filled(List<T> items) {
    S state = start();
    items.forEach(item -> accept(state, item));
    return state;
  }

  /** Distinct items unless {@link #item} repeats them. */
  List<T> items(int seed) {
    Random random = new Random(seed);
    List<T> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(item(random));
    }
    return items;
  }
}
