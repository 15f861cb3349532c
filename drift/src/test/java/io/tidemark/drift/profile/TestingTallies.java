package io.tidemark.drift.profile;

import java.util.List;

/** Tallies of values given one by one, for tests of what is made of them. */
public final class TestingTallies {
  private TestingTallies() {}

  /** Numbers on the cells of these cut points. */
  public static NumericTally numbers(double[] cuts, double... values) {
    NumericTally tally = new NumericTally(cuts, false);
    for (double value : values) {
      tally.accept(TestingBlocks.of(value));
    }
    return tally;
  }

  /** Categories, of which some are known by name. */
  public static CategoryTally categories(List<String> known, String... values) {
    CategoryTally tally = new CategoryTally(known);
    for (String value : values) {
      tally.accept(TestingBlocks.of(value));
    }
    return tally;
  }
}
