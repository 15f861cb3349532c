package io.tidemark.jobs.trigger;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.config.Retrain;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Interval;
import io.tidemark.training.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that ask for retraining. Pure: signals in, reasons out. */
public final class RetrainingRules {
  private final Retrain settings;

  /** Rules with these settings. */
  public RetrainingRules(Retrain settings) {
    this.settings = settings;
  }

  /**
   * A reason to retrain.
   *
   * @param code short name, part of the trigger's id
   * @param text the reason in words with its values
   */
  public record Reason(String code, String text) {}

  /** All reasons that hold, in the order of the rules. */
  public List<Reason> reasons(Signals signals) {
    return Stream.of(
            drift(signals), quality(signals), estimate(signals), age(signals), labels(signals))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Reason> drift(Signals signals) {
    return settings.onDrift()
            && signals.drift() != null
            && signals.drift().verdict() == Verdict.DRIFT
        ? Optional.of(new Reason("drift", "the table drifted: " + signals.drift().reason()))
        : Optional.empty();
  }

  private Optional<Reason> quality(Signals signals) {
    Retrain.Drop limit = settings.qualityDrop();
    ModelResult model = signals.model();
    if (limit == null || model == null || model.current() == null) {
      return Optional.empty();
    }
    double before = model.card().heldOut().value(limit.of());
    double now = model.current().value(limit.of());
    return limit.loss(before, now) > limit.by()
        ? Optional.of(
            new Reason(
                limit.metric() + "_drop",
                worse(limit, before, now)
                    + " (held-out rows) to %s".formatted(number(now))
                    + allowed(limit)))
        : Optional.empty();
  }

  private Optional<Reason> estimate(Signals signals) {
    Retrain.Drop limit = settings.estimatedDrop();
    Signals.Estimate estimate = signals.estimate();
    if (limit == null || estimate == null || signals.model() == null) {
      return Optional.empty();
    }
    Interval interval = estimate.intervals().get(limit.of());
    if (interval == null) {
      return Optional.empty();
    }
    double before = signals.model().card().heldOut().value(limit.of());
    // The end of the interval that speaks best for the model: only a loss beyond doubt asks.
    double best = limit.of().higherIsBetter() ? interval.high() : interval.low();
    return limit.loss(before, best) > limit.by()
        ? Optional.of(
            new Reason(
                "estimated_" + limit.metric() + "_drop",
                "in "
                    + estimate.window()
                    + " the estimated "
                    + worse(limit, before, best).replaceFirst("the model's ", "")
                    + " (held-out rows) to at best "
                    + number(best)
                    + allowed(limit)))
        : Optional.empty();
  }

  private Optional<Reason> age(Signals signals) {
    Duration limit = settings.maxAge();
    Duration age = signals.age();
    return limit != null && age != null && age.compareTo(limit) > 0
        ? Optional.of(
            new Reason(
                "age",
                "the model is %s old, older than the allowed %s"
                    .formatted(inWords(age), inWords(limit))))
        : Optional.empty();
  }

  private Optional<Reason> labels(Signals signals) {
    Long limit = settings.newLabelledRows();
    Long rows = signals.newLabelledRows();
    return limit != null && rows != null && rows >= limit
        ? Optional.of(
            new Reason(
                "new_labelled_rows",
                String.format(
                    Locale.ROOT,
                    "%,d rows with a label have come since training, at least the %,d that are worth a new model",
                    rows,
                    limit)))
        : Optional.empty();
  }

  private static String worse(Retrain.Drop limit, double before, double now) {
    Metric metric = limit.of();
    return String.format(
        Locale.ROOT,
        "the model's %s %s by %.4f from %.4f",
        metric.label(),
        metric.higherIsBetter() ? "fell" : "rose",
        limit.loss(before, now),
        before);
  }

  private static String allowed(Retrain.Drop limit) {
    return ", more than the allowed " + limit.by();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String inWords(Duration duration) {
    return duration.toDays() > 1
        ? duration.toDays() + " days"
        : String.format(Locale.ROOT, "%.1f hours", duration.toMinutes() / 60.0);
  }

  /** True when the data passed its checks, so that a model may be trained on it. */
  public static boolean fitForTraining(@Nullable SuiteResult checks) {
    return checks == null || checks.status().compareTo(CheckStatus.WARN) <= 0;
  }
}
