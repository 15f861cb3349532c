package io.tidemark.jobs.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.training.EvaluationSpec;
import io.tidemark.training.GateRules;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model must meet to become champion; a null stands for the default, or for no such gate.
 *
 * @param minimum least values by metric
 * @param maximum largest values by metric
 * @param overChampion by how much it must be better than the champion
 * @param slices what must hold on every slice
 * @param fairness how differently groups may be treated
 * @param latency how fast it must be
 * @param calibration how well its probabilities must fit
 * @param dataChecks whether the rows trained on must have passed the checks
 * @param minRows rows from which on a metric is judged
 */
@JsonInclude(JsonInclude.Include.NON_NULL) // the configuration's hash outlives new settings
public record GateSettings(
    @Nullable Map<String, Double> minimum,
    @Nullable Map<String, Double> maximum,
    @Nullable OverChampion overChampion,
    @Nullable Slices slices,
    @Nullable Fairness fairness,
    @Nullable Latency latency,
    @Nullable Calibration calibration,
    @Nullable Boolean dataChecks,
    @Nullable Long minRows) {
  private static final double DEFAULT_CONFIDENCE = 0.95;
  private static final Pattern MARGIN =
      Pattern.compile("([+-]?\\d*\\.?\\d+(?:[eE][+-]?\\d+)?)\\s*(%?)");

  /**
   * The rows that challenger and champion are compared on.
   *
   * @param table path, URI or catalog name of a Delta table
   * @param version its version, for good
   * @param where filter on its rows; null for all
   */
  public record Golden(String table, long version, @Nullable String where) {}

  /**
   * Which slices are measured; a null stands for the default.
   *
   * @param minRows rows from which on a slice is measured
   * @param max slices that are measured at most
   */
  public record SliceLimits(@Nullable Long minRows, @Nullable Integer max) {}

  /** By how much the challenger must be better; the margin as text, with a percent sign or not. */
  public record OverChampion(
      @Nullable String metric, @Nullable String margin, @Nullable Double confidence) {}

  /** Worst value of each metric on any slice of enough rows. */
  public record Slices(Map<String, Double> worst, @Nullable Long minRows) {}

  /** Limits of how differently groups may be treated. */
  public record Fairness(
      List<List<String>> by,
      @Nullable Long minRows,
      @Nullable Double maxParityDifference,
      @Nullable Double minParityRatio,
      @Nullable Double maxOpportunityDifference,
      @Nullable Double minOpportunityRatio) {}

  /** Limits of time, in milliseconds, and of throughput. */
  public record Latency(
      @Nullable Double maxP95Ms, @Nullable Double maxP99Ms, @Nullable Double minRowsPerSecond) {}

  /** Limit of the calibration error. */
  public record Calibration(double maxError) {}

  /** The rules of a monitor's gates; none if it has none. */
  public static GateRules rules(Monitor.Training training) {
    Task task = TrainingSettings.task(training);
    GateSettings gates = training.gates();
    return gates == null ? GateRules.none(task) : gates.rules(task, sliceLimits(training).max());
  }

  /** What to evaluate of a monitor's model on golden rows: its slices, curves and intervals. */
  public static EvaluationSpec evaluation(Monitor.Training training) {
    EvaluationSpec limits = sliceSpec(training);
    GateSettings gates = training.gates();
    long judged =
        gates == null || gates.slices() == null
            ? Long.MAX_VALUE
            : orDefault(gates.slices().minRows(), EvaluationSpec.DEFAULT_MIN_SLICE_ROWS);
    return new EvaluationSpec(
        limits.task(),
        limits.label(),
        limits.slices(),
        Math.min(limits.minSliceRows(), judged),
        limits.maxSlices(),
        true,
        true,
        limits.confidence(),
        TrainingSettings.seed(training));
  }

  private static EvaluationSpec sliceSpec(Monitor.Training training) {
    EvaluationSpec plain = EvaluationSpec.of(TrainingSettings.task(training), training.label());
    SliceLimits limits = sliceLimits(training);
    return new EvaluationSpec(
        plain.task(),
        plain.label(),
        training.slices() == null ? List.of() : training.slices(),
        orDefault(limits.minRows(), EvaluationSpec.DEFAULT_MIN_SLICE_ROWS),
        limits.max() == null ? EvaluationSpec.DEFAULT_MAX_SLICES : limits.max(),
        false,
        false,
        plain.confidence(),
        0);
  }

  private static SliceLimits sliceLimits(Monitor.Training training) {
    return training.sliceLimits() == null ? new SliceLimits(null, null) : training.sliceLimits();
  }

  private GateRules rules(Task task, @Nullable Integer maxSlices) {
    Map<Metric, Double> limits = new EnumMap<>(Metric.class);
    byMetric(minimum, limits);
    byMetric(maximum, limits);
    List<GateRules.OnSlices> onSlices = new ArrayList<>();
    if (slices != null) {
      Map<Metric, Double> worst = new EnumMap<>(Metric.class);
      byMetric(slices.worst(), worst);
      worst.forEach(
          (metric, value) ->
              onSlices.add(
                  new GateRules.OnSlices(
                      metric,
                      value,
                      orDefault(slices.minRows(), EvaluationSpec.DEFAULT_MIN_SLICE_ROWS),
                      maxSlices == null ? EvaluationSpec.DEFAULT_MAX_SLICES : maxSlices)));
    }
    return new GateRules(
        task,
        limits,
        overChampion == null ? null : overChampion(task),
        onSlices,
        fairness == null ? null : onGroups(fairness),
        latency == null
            ? null
            : new GateRules.Speed(
                latency.maxP95Ms(), latency.maxP99Ms(), latency.minRowsPerSecond()),
        calibration == null ? null : calibration.maxError(),
        Boolean.TRUE.equals(dataChecks),
        orDefault(minRows, GateRules.DEFAULT_MIN_ROWS));
  }

  private GateRules.@Nullable OverChampion overChampion(Task task) {
    if (overChampion == null) {
      return null;
    }
    Matcher margin = margin(overChampion.margin() == null ? "0" : overChampion.margin());
    boolean relative = margin.group(2).equals("%");
    double number = Double.parseDouble(margin.group(1));
    return new GateRules.OverChampion(
        overChampion.metric() == null ? Metric.main(task) : metric(overChampion.metric()),
        relative ? number / 100 : number,
        relative,
        overChampion.confidence() == null ? DEFAULT_CONFIDENCE : overChampion.confidence());
  }

  private static GateRules.OnGroups onGroups(Fairness of) {
    return new GateRules.OnGroups(
        of.by(),
        orDefault(of.minRows(), GateRules.DEFAULT_MIN_ROWS),
        of.maxParityDifference(),
        of.minParityRatio(),
        of.maxOpportunityDifference(),
        of.minOpportunityRatio());
  }

  private static void byMetric(@Nullable Map<String, Double> values, Map<Metric, Double> into) {
    if (values != null) {
      values.forEach((name, value) -> into.put(metric(name), value));
    }
  }

  /** The metric of a name as written in monitor files. */
  static Metric metric(String name) {
    return Metric.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static long orDefault(@Nullable Long value, long fallback) {
    return value == null ? fallback : value;
  }

  private static Matcher margin(String text) {
    Matcher matcher = MARGIN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("`" + text + "` is no margin");
    }
    return matcher;
  }

  /** What is wrong with a margin in text. */
  static Optional<String> marginProblem(String text) {
    return MARGIN.matcher(text.strip()).matches()
        ? Optional.empty()
        : Optional.of("is neither a number such as `0.01` nor a share such as `+2 %`");
  }

  /** Single columns become lists of one, and a margin text. */
  static void normalise(ObjectNode training) {
    normaliseLists(training.get("slices"));
    JsonNode gates = training.path("gates");
    normaliseLists(gates.path("fairness").path("by"));
    if (gates.path("over_champion") instanceof ObjectNode over && over.has("margin")) {
      over.put("margin", over.get("margin").asText());
    }
  }

  private static void normaliseLists(@Nullable JsonNode node) {
    if (node instanceof ArrayNode lists) {
      for (int i = 0; i < lists.size(); i++) {
        if (lists.get(i).isTextual()) {
          lists.set(i, JsonNodeFactory.instance.arrayNode().add(lists.get(i)));
        }
      }
    }
  }
}
