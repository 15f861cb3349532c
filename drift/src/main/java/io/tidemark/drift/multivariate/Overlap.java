package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether both sides hold the same rows, or values so coarse that rows are alike by chance.
 *
 * <p>For values that occur x times on average in the reference and y times in the current data, the
 * expected number of those that occur once on both sides is at most xy, and the one of those that
 * occur twice on a side x^2 / 2 and y^2 / 2, where all of it is chance. So the first number is not
 * above the sum of the others, unless there are rows that both sides have in common.
 *
 * @param onceOnBoth values that occur once on both sides
 * @param twice values that occur twice on the one side or the other, counted for each
 */
record Overlap(long onceOnBoth, long twice) implements Serializable {
  /** How far above the sum counts as above. */
  private static final long FACTOR = 2;

  /** Whether rows are on both sides because the one has them from the other. */
  boolean isGenuine() {
    return onceOnBoth > FACTOR * twice;
  }

  /**
   * Counts.
   *
   * @param rows of side, hash and so on up to the number of copies as the fifth; those of one hash
   *     next to one another
   */
  static Overlap of(JavaRDD<Row> rows) {
    return rows.mapPartitions(part -> List.of(Overlap.of(part)).iterator()).collect().stream()
        .reduce(new Overlap(0, 0), Overlap::plus);
  }

  private static Overlap of(Iterator<Row> rows) {
    long once = 0;
    long twice = 0;
    @Nullable Row before = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      long copies = row.getLong(4);
      twice += copies == 2 ? 1 : 0;
      if (before != null
          && copies == 1
          && before.getLong(4) == 1
          && before.getLong(1) == row.getLong(1)
          && before.getBoolean(0) != row.getBoolean(0)) {
        once++;
      }
      before = row;
    }
    return new Overlap(once, twice);
  }

  private Overlap plus(Overlap other) {
    return new Overlap(onceOnBoth + other.onceOnBoth, twice + other.twice);
  }
}
