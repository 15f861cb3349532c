package io.tidemark.jobs.trigger;

import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules that ask for retraining. Pure: signals in, reasons out. */
public final class RetrainingRules {
  private final Monitor.Retrain settings;

  /** Rules with these settings. */
  public RetrainingRules(Monitor.Retrain settings) {
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
  public List<Reason> reasons(@Nullable DriftResult drift, @Nullable ModelResult model) {
    List<Reason> reasons = new ArrayList<>();
    if (settings.onDrift() && drift != null && drift.verdict() == Verdict.DRIFT) {
      reasons.add(new Reason("drift", "the table drifted: " + drift.reason()));
    }
    Double limit = settings.maxAucDrop();
    if (limit != null && model != null && model.current() != null) {
      double heldOut = model.card().heldOut().value(Metric.AUC);
      double now = model.current().value(Metric.AUC);
      if (heldOut - now > limit) {
        reasons.add(
            new Reason(
                "auc_drop",
                String.format(
                    Locale.ROOT,
                    "the model's AUC fell by %.4f from %.4f (held-out rows) to %.4f, more than the allowed %s",
                    heldOut - now,
                    heldOut,
                    now,
                    limit)));
      }
    }
    return reasons;
  }

  /** True when the data passed its checks, so that a model may be trained on it. */
  public static boolean fitForTraining(@Nullable SuiteResult checks) {
    return checks == null || checks.status().compareTo(CheckStatus.WARN) <= 0;
  }
}
