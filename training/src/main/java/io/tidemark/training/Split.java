package io.tidemark.training;

import java.util.List;

/** Which rows are held out of the training, for the evaluation. */
public sealed interface Split {
  /** Share of rows to hold out, in (0, 1). */
  double share();

  /** The split in words, without values of rows. */
  String words();

  /**
   * The rows that come last. All rows of one time are on one side; rows without a time are left
   * out.
   *
   * @param column column of type date, timestamp or timestamp_ntz
   * @param share share of rows to hold out; the cut is exact, see {@link Trainer}
   */
  record ByTime(String column, double share) implements Split {
    public ByTime {
      requireShare(share);
    }

    @Override
    public String words() {
      return "by time in " + column;
    }
  }

  /**
   * The rows of some keys, chosen by a hash of the key, so that all rows of a key are on one side,
   * in every version of the table and with every seed. Null is a key like any other.
   *
   * @param columns columns of the key
   * @param share share of keys to hold out, on average
   */
  record ByKey(List<String> columns, double share) implements Split {
    public ByKey {
      columns = List.copyOf(columns);
      requireShare(share);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("the split by key has no column; give at least one");
      }
    }

    @Override
    public String words() {
      return "by hash of " + String.join(", ", columns);
    }
  }

  /**
   * Rows chosen by a hash of their values and the seed. Rows that are the same in all columns are
   * on one side.
   *
   * @param share share of rows to hold out, on average
   */
  record AtRandom(double share) implements Split {
    public AtRandom {
      requireShare(share);
    }

    @Override
    public String words() {
      return "at random";
    }
  }

  /** Fails unless a share is in (0, 1). */
  static void requireShare(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the share of rows to hold out is " + share + "; give a number between 0 and 1");
    }
  }
}
