package io.tidemark.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges what was measured on a challenger. Nothing here measures, so every rule is a comparison of
 * numbers.
 *
 * <p>A number exactly at its threshold meets it. A number that is not defined never passes: it is
 * {@link GateStatus#INSUFFICIENT_DATA} where more rows would define it, else {@link
 * GateStatus#ERROR}. So is what was not measured though a rule asks for it.
 */
public final class Gates {
  /**
   * What is known of a challenger.
   *
   * @param challenger its quality on the rows that it is judged on
   * @param championId id of the champion; null if there is none
   * @param comparison with the champion on the same rows; null if there is none
   * @param fairness how it treats the groups, in the order of the rule
   * @param latency how fast it is; null if that was not measured
   * @param data whether the rows that it was trained on passed their checks; null if that is not
   *     known
   */
  public record Evidence(
      Evaluation challenger,
      @Nullable String championId,
      @Nullable Comparison comparison,
      List<Fairness> fairness,
      @Nullable Latency latency,
      @Nullable DataChecks data) {

    public Evidence {
      fairness = List.copyOf(fairness);
    }
  }

  /**
   * Outcome of the checks of the rows that a model was trained on.
   *
   * @param status {@link GateStatus#PASS} if they passed, else why not
   * @param finding what was found, in one sentence
   */
  public record DataChecks(GateStatus status, String finding) {}

  private final GateRules rules;
  private final Evidence evidence;
  private final List<GateResult> results = new ArrayList<>();

  private Gates(GateRules rules, Evidence evidence) {
    this.rules = rules;
    this.evidence = evidence;
  }

  /** Judges; one result for each rule, in the order of {@link GateRules}. */
  public static List<GateResult> judge(GateRules rules, Evidence evidence) {
    Gates gates = new Gates(rules, evidence);
    rules.limits().forEach(gates::limit);
    if (rules.overChampion() != null) {
      gates.results.add(gates.overChampion(rules.overChampion()));
    }
    rules.slices().forEach(rule -> gates.results.add(SliceGate.judge(rule, evidence.challenger())));
    if (rules.fairness() != null) {
      gates.results.addAll(FairnessGate.judge(rules.fairness(), evidence.fairness()));
    }
    if (rules.latency() != null) {
      gates.latency(rules.latency());
    }
    if (rules.maxCalibrationError() != null) {
      gates.metric("calibration", Metric.CALIBRATION_ERROR, rules.maxCalibrationError());
    }
    if (rules.dataChecks()) {
      gates.results.add(gates.dataChecks());
    }
    return List.copyOf(gates.results);
  }

  private void limit(Metric metric, double threshold) {
    String kind = metric.higherIsBetter() ? "minimum." : "maximum.";
    metric(kind + metric.key(), metric, threshold);
  }

  private void metric(String gate, Metric metric, double threshold) {
    long rows = evidence.challenger().rows();
    double value = evidence.challenger().value(metric);
    if (rows < rules.minRows()) {
      results.add(tooFew(gate, expected(metric, threshold), value, rows, rules.minRows()));
    } else {
      results.add(
          threshold(
              gate,
              metric.label(),
              value,
              metric.higherIsBetter(),
              threshold,
              "%s is not defined on these %d rows; look at their labels and predictions"
                  .formatted(metric.label(), rows)));
    }
  }

  /** What is expected of a metric. */
  static String expected(Metric metric, double threshold) {
    return expected(metric.label(), metric.higherIsBetter(), threshold);
  }

  private static String expected(String name, boolean least, double threshold) {
    return "%s %s %s".formatted(name, least ? "at least" : "at most", number(threshold));
  }

  /** Judges a number by a threshold. */
  static GateResult threshold(
      String gate, String name, double value, boolean least, double threshold, String undefined) {
    String expected = expected(name, least, threshold);
    if (Double.isNaN(value)) {
      return new GateResult(gate, GateStatus.ERROR, expected, null, undefined);
    }
    boolean met = least ? value >= threshold : value <= threshold;
    return new GateResult(
        gate,
        met ? GateStatus.PASS : GateStatus.FAIL,
        expected,
        value,
        "%s is %s; it must be %s"
            .formatted(name, number(value, threshold), bound(value, least, threshold)));
  }

  /** What is asked of a number and, where it is not met, by how much. */
  static String bound(double value, boolean least, double threshold) {
    boolean met = least ? value >= threshold : value <= threshold;
    return "%s %s%s"
        .formatted(
            least ? "at least" : "at most",
            number(threshold),
            met
                ? ""
                : ", which is "
                    + number(Math.abs(value - threshold))
                    + (least ? " more" : " less"));
  }

  /** What a gate says of too few rows. */
  static GateResult tooFew(String gate, String expected, double value, long rows, long needed) {
    return new GateResult(
        gate,
        GateStatus.INSUFFICIENT_DATA,
        expected,
        Double.isNaN(value) ? null : value,
        "there are %d rows with a label; %d are needed".formatted(rows, needed));
  }

  private GateResult overChampion(GateRules.OverChampion rule) {
    String gate = "over_champion";
    String expected =
        "%s better by at least %s than the champion's, beyond noise (%s %% confidence)"
            .formatted(
                rule.metric().label(),
                gain(rule.margin(), rule.relative()),
                number(100 * rule.confidence()));
    if (evidence.championId() == null) {
      return new GateResult(
          gate, GateStatus.PASS, expected, null, "there is no champion to be better than");
    }
    Comparison c = evidence.comparison();
    if (c == null || c.metric() != rule.metric() || c.relative() != rule.relative()) {
      return new GateResult(
          gate,
          GateStatus.ERROR,
          expected,
          null,
          "the challenger was not compared with champion %s by %s"
              .formatted(evidence.championId(), rule.metric().key()));
    }
    if (c.rows() < rules.minRows()) {
      return tooFew(gate, expected, c.gain(), c.rows(), rules.minRows());
    }
    return overChampion(gate, expected, rule, c);
  }

  private GateResult overChampion(
      String gate, String expected, GateRules.OverChampion rule, Comparison c) {
    if (!Double.isFinite(c.gain())) {
      return new GateResult(
          gate,
          GateStatus.ERROR,
          expected,
          null,
          "the gain is not defined: %s is %s, that of champion %s is %s"
              .formatted(
                  rule.metric().label(),
                  number(c.challenger()),
                  evidence.championId(),
                  number(c.champion())));
    }
    double low = c.interval().low();
    String found =
        "%s is %s, that of champion %s is %s: a gain of %s with an interval of %s to %s"
            .formatted(
                rule.metric().label(),
                number(c.challenger(), c.champion()),
                evidence.championId(),
                number(c.champion(), c.challenger()),
                gain(c.gain(), rule.relative()),
                gain(low, rule.relative()),
                gain(c.interval().high(), rule.relative()));
    // With a margin below 0, what noise must not explain away is that it is no worse than that.
    double floor = Math.min(0, rule.margin());
    GateStatus status;
    String why;
    if (c.gain() < rule.margin()) {
      status = GateStatus.FAIL;
      why = "; at least " + gain(rule.margin(), rule.relative()) + " is asked for";
    } else if (Double.isNaN(low)) {
      status = GateStatus.INSUFFICIENT_DATA;
      why = "; there are too few rows of some kind for an interval";
    } else if (low > floor) {
      status = GateStatus.PASS;
      why = "; at least " + gain(rule.margin(), rule.relative()) + " is asked for";
    } else {
      status = GateStatus.FAIL;
      why =
          "; noise may explain it, since the interval is not above " + gain(floor, rule.relative());
    }
    return new GateResult(gate, status, expected, c.gain(), found + why);
  }

  private void latency(GateRules.Speed rule) {
    Latency l = evidence.latency();
    double nothing = Double.NaN;
    speed(
        "latency.p95",
        "p95 of one prediction in ms",
        l == null ? nothing : l.p95Millis(),
        false,
        rule.maxP95Millis());
    speed(
        "latency.p99",
        "p99 of one prediction in ms",
        l == null ? nothing : l.p99Millis(),
        false,
        rule.maxP99Millis());
    speed(
        "latency.rows_per_second",
        "batch throughput in rows/s",
        l == null ? nothing : l.batchRowsPerSecond(),
        true,
        rule.minRowsPerSecond());
  }

  private void speed(
      String gate, String name, double value, boolean least, @Nullable Double threshold) {
    if (threshold != null) {
      results.add(
          threshold(gate, name, value, least, threshold, "the model's latency was not measured"));
    }
  }

  private GateResult dataChecks() {
    String expected = "the rows trained on passed their checks";
    DataChecks data = evidence.data();
    return data == null
        ? new GateResult(
            "data_checks",
            GateStatus.ERROR,
            expected,
            null,
            "whether the rows trained on passed their checks is not known")
        : new GateResult("data_checks", data.status(), expected, null, data.finding());
  }

  private static String gain(double value, boolean relative) {
    return (value >= 0 ? "+" : "") + (relative ? number(100 * value) + " %" : number(value));
  }

  /** A number in five digits. */
  static String number(double value) {
    return Double.isFinite(value) ? digits(value, 5) : Double.toString(value);
  }

  /** A number in as many digits as it takes to tell it from another, five at least. */
  static String number(double value, double other) {
    for (int digits = 5; digits < 17 && Double.isFinite(value); digits++) {
      String text = digits(value, digits);
      if (value == other || !text.equals(digits(other, digits))) {
        return text;
      }
    }
    return Double.toString(value);
  }

  private static String digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return new BigDecimal(value)
        .round(new MathContext(digits))
        .stripTrailingZeros()
        .toPlainString();
  }
}
