package io.tidemark.training;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model must meet to become champion.
 *
 * @param task what the model predicts
 * @param limits least value of metrics of which more is better, largest value of the others
 * @param overChampion by how much it must be better than the champion; null if it need not
 * @param slices what must hold on every slice; empty for nothing
 * @param fairness how differently groups may be treated; null if nothing is said
 * @param latency how fast it must be; null if nothing is said
 * @param maxCalibrationError largest calibration error, in [0, 1]; null if nothing is said
 * @param dataChecks whether the rows it was trained on must have passed their checks
 * @param minRows rows with a label from which on a metric is judged
 */
public record GateRules(
    Task task,
    Map<Metric, Double> limits,
    @Nullable OverChampion overChampion,
    List<OnSlices> slices,
    @Nullable OnGroups fairness,
    @Nullable Speed latency,
    @Nullable Double maxCalibrationError,
    boolean dataChecks,
    long minRows) {
  /** Rows from which on a metric is judged unless something else is said. */
  public static final long DEFAULT_MIN_ROWS = 100;

  public GateRules {
    limits = limits.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(limits));
    slices = List.copyOf(slices);
  }

  /** No rules for a task; everything passes. */
  public static GateRules none(Task task) {
    return new GateRules(
        task, Map.of(), null, List.of(), null, null, null, false, DEFAULT_MIN_ROWS);
  }

  /**
   * The challenger is better than the champion on the same rows.
   *
   * @param metric by what
   * @param margin least gain; below 0 if it may be worse by as much
   * @param relative whether the margin is a share of the champion's value
   * @param confidence confidence of the gain's interval, in (0, 1)
   */
  public record OverChampion(Metric metric, double margin, boolean relative, double confidence) {}

  /**
   * No slice is worse.
   *
   * @param metric by what
   * @param worst least or largest value on each slice, whichever way the metric goes
   * @param minRows rows with a label from which on a slice is judged
   * @param most slices that are judged at most, the largest
   */
  public record OnSlices(Metric metric, double worst, long minRows, int most) {}

  /**
   * Groups are treated alike.
   *
   * @param by declared groups, each some columns
   * @param minRows rows with a label from which on a group is judged
   * @param maxParityDifference largest difference of the shares predicted positive; null for any
   * @param minParityRatio smallest ratio of them; null for any
   * @param maxOpportunityDifference largest difference of the true positive rates; null for any
   * @param minOpportunityRatio smallest ratio of them; null for any
   */
  public record OnGroups(
      List<List<String>> by,
      long minRows,
      @Nullable Double maxParityDifference,
      @Nullable Double minParityRatio,
      @Nullable Double maxOpportunityDifference,
      @Nullable Double minOpportunityRatio) {

    public OnGroups {
      by = by.stream().map(List::copyOf).toList();
    }
  }

  /**
   * The model is fast.
   *
   * @param maxP95Millis largest 95 % quantile of the time of one prediction; null for any
   * @param maxP99Millis largest 99 % quantile; null for any
   * @param minRowsPerSecond least rows per second as a batch; null for any
   */
  public record Speed(
      @Nullable Double maxP95Millis,
      @Nullable Double maxP99Millis,
      @Nullable Double minRowsPerSecond) {}
}
