package io.tidemark.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Arrays;
import java.util.List;

/**
 * How long one contestant took.
 *
 * @param stage the group of contestants that ran in turn with it
 * @param contestant what ran
 * @param rows rows it read
 * @param columns columns it read
 * @param seconds every measured run, in order; warm-up runs are not here
 * @param medianSeconds their median
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Timing(
    String stage,
    String contestant,
    long rows,
    int columns,
    List<Double> seconds,
    double medianSeconds) {

  public Timing {
    seconds = List.copyOf(seconds);
  }

  static Timing of(String stage, Contestant contestant, List<Double> seconds) {
    return new Timing(
        stage,
        contestant.name(),
        contestant.rows(),
        contestant.columns(),
        seconds,
        median(seconds));
  }

  /** Nanoseconds of the median run for each row. */
  double nanosPerRow() {
    return medianSeconds * 1e9 / rows;
  }

  /** Nanoseconds of the median run for each value. */
  double nanosPerValue() {
    return nanosPerRow() / columns;
  }

  /** The median; of an even number of values, the mean of the middle two. */
  static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no median of no values");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
