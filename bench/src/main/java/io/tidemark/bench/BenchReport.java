package io.tidemark.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of one run. Ratios are of medians, always of contestants that ran in turn with each
 * other; null where the stage was left out.
 *
 * @param profileOverTouch profile against decoding and adding up
 * @param profileOverPlannedTouch profile against the same without the time that Spark takes to
 *     plan, though the profile still plans
 * @param sparkAggOverProfile Spark's aggregate against the profile
 * @param approxQuantileOverProfile Spark's approximate quantiles of the doubles against the profile
 *     of everything
 * @param freezeOverProfile freezing the reference against the profile
 * @param deequOverProfile Deequ's profiler against the profile of the same rows
 * @param flatness largest cost per row over the smallest, over the sizes, without the fixed seconds
 * @param flatnessWithFixed the same with them
 * @param touchFlatnessWithFixed the same of the touch
 * @param fixedSeconds what a profile of next to no rows takes
 * @param wideOverNarrowPerValue cost per value of the wide table against the main table
 * @param rows rows of the main table
 * @param columns its columns
 * @param peakHeapMib see {@link HeapUse}
 * @param peakLiveHeapMib see {@link HeapUse}
 * @param liveHeapBeforeMib see {@link HeapUse}
 * @param largestTaskResultBytes see {@link SparkCosts}
 * @param sparkJobsPerProfile see {@link SparkCosts}
 * @param verdicts columns of the main table by their drift verdict
 * @param timings everything that was timed
 * @param others tools that ran in processes of their own
 * @param environment where it ran
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BenchReport(
    double profileOverTouch,
    double profileOverPlannedTouch,
    double sparkAggOverProfile,
    double approxQuantileOverProfile,
    double freezeOverProfile,
    @Nullable Double deequOverProfile,
    @Nullable Double flatness,
    @Nullable Double flatnessWithFixed,
    @Nullable Double touchFlatnessWithFixed,
    @Nullable Double fixedSeconds,
    @Nullable Double wideOverNarrowPerValue,
    long rows,
    int columns,
    double peakHeapMib,
    double peakLiveHeapMib,
    double liveHeapBeforeMib,
    long largestTaskResultBytes,
    int sparkJobsPerProfile,
    Map<String, Long> verdicts,
    List<Timing> timings,
    List<OtherTool> others,
    Environment environment) {

  public BenchReport {
    verdicts = Map.copyOf(verdicts);
    timings = List.copyOf(timings);
    others = List.copyOf(others);
  }

  /** This report with the tools that ran in processes of their own. */
  BenchReport with(List<OtherTool> tools) {
    return new BenchReport(
        profileOverTouch,
        profileOverPlannedTouch,
        sparkAggOverProfile,
        approxQuantileOverProfile,
        freezeOverProfile,
        deequOverProfile,
        flatness,
        flatnessWithFixed,
        touchFlatnessWithFixed,
        fixedSeconds,
        wideOverNarrowPerValue,
        rows,
        columns,
        peakHeapMib,
        peakLiveHeapMib,
        liveHeapBeforeMib,
        largestTaskResultBytes,
        sparkJobsPerProfile,
        verdicts,
        timings,
        tools,
        environment);
  }

  /** The timing of a contestant in a stage, or null if the stage was left out. */
  @Nullable Timing timing(String stage, String contestant) {
    return timings.stream()
        .filter(t -> t.stage().equals(stage) && t.contestant().equals(contestant))
        .findFirst()
        .orElse(null);
  }

  /**
   * A tool from another world, in a process of its own.
   *
   * @param tool its name
   * @param version its version
   * @param work what it did
   * @param rows rows of the current data in the largest run that finished in time; 0 if none did
   * @param columns columns
   * @param seconds the runs of that size
   * @param medianSeconds their median
   * @param readingSeconds time to read both versions with pyarrow, not part of the runs
   * @param peakMemoryMib the most memory that the process had resident
   * @param note how the size was found, or why there is no result
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record OtherTool(
      String tool,
      String version,
      String work,
      long rows,
      int columns,
      List<Double> seconds,
      double medianSeconds,
      double readingSeconds,
      double peakMemoryMib,
      String note) {
    public OtherTool {
      seconds = List.copyOf(seconds);
    }
  }

  /**
   * Where a run happened.
   *
   * @param startedAt when, ISO 8601 in UTC
   * @param revision of the repository; ends in -dirty if there were changes
   * @param processor its model
   * @param cores processors of the JVM
   * @param memoryMib the machine's memory
   * @param maxHeapMib the largest heap
   * @param collectors garbage collectors
   * @param jdk version of the JVM
   * @param libraries versions of what was measured
   * @param loadBefore load average of the last minute before the run: whether the machine was quiet
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Environment(
      String startedAt,
      String revision,
      String processor,
      int cores,
      long memoryMib,
      long maxHeapMib,
      String collectors,
      String jdk,
      Map<String, String> libraries,
      double loadBefore) {
    public Environment {
      libraries = Map.copyOf(libraries);
    }
  }
}
