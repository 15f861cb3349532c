package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.SuiteResult;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.InferenceResult;
import io.tidemark.reports.ModelResult;
import io.tidemark.reports.RunResult;
import io.tidemark.reports.ScoringResult;
import io.tidemark.reports.TriggerResult;
import io.tidemark.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one part of a run came to, at a glance.
 *
 * @param tone whether somebody must look; null for a fact that nothing was held against
 * @param part name of the part
 * @param section where the page says more
 * @param fact what it came to, in a few words
 * @param detail which, or why; empty for nothing
 */
public record Glance(@Nullable Tone tone, String part, String section, String fact, String detail) {

  private static final int NAMED = 3;

  /** The parts that the run has. */
  static List<Glance> of(RunResult run) {
    List<Glance> parts = new ArrayList<>();
    if (run.checks() != null) {
      parts.add(of(run.checks()));
    }
    if (run.drift() != null) {
      parts.add(of(run.drift()));
    } else if (run.notCompared() != null) {
      parts.add(new Glance(Tone.UNSURE, "Drift", "drift", "Nothing to compare with yet", ""));
    }
    if (run.inference() != null) {
      parts.add(of(run.inference()));
    }
    if (run.scoring() != null) {
      parts.add(of(run.scoring()));
    }
    if (run.model() != null) {
      parts.add(of(run.model()));
    }
    if (run.trigger() != null) {
      parts.add(of(run.trigger()));
    }
    return List.copyOf(parts);
  }

  private static Glance of(SuiteResult suite) {
    List<CheckResult> problems =
        suite.results().stream()
            .filter(check -> check.status().isProblem())
            .sorted((a, b) -> b.status().compareTo(a.status()))
            .toList();
    int total = suite.results().size();
    String detail = names(problems.stream().map(CheckResult::constraintId));
    String fact;
    if (total == 0) {
      fact = "None are configured";
    } else if (problems.isEmpty()) {
      long undecided = suite.count(CheckStatus.INSUFFICIENT_DATA);
      fact =
          undecided == 0
              ? "All " + Format.count((long) total) + " passed"
              : Format.count(undecided) + " of " + total + " wait for more history";
    } else {
      fact =
          ofTotal(
              Format.count((long) total),
              counted(suite.count(CheckStatus.FAIL), "failed"),
              counted(suite.count(CheckStatus.ERROR), "could not be evaluated"),
              counted(suite.count(CheckStatus.WARN), "warned"));
    }
    return new Glance(Badge.of(suite.status()).tone(), "Checks", "checks", fact, detail);
  }

  /** {@code 3 of 14 failed, 1 warned}: the total stands once, with the first count. */
  private static String ofTotal(String total, String... counts) {
    String text = Stream.of(counts).filter(one -> !one.isEmpty()).collect(Collectors.joining(", "));
    int first = text.indexOf(' ');
    return text.substring(0, first) + " of " + total + text.substring(first);
  }

  private static String counted(long count, String what) {
    return count == 0 ? "" : Format.count(count) + " " + what;
  }

  private static Glance of(DriftResult drift) {
    long drifted = drift.count(Verdict.DRIFT);
    long warned = drift.count(Verdict.WARN);
    long broken = drift.count(Verdict.ERROR);
    String of = Format.counted(drift.columns().size(), "column", "columns");
    String fact =
        drifted + broken + warned == 0
            ? "None in " + of
            : ofTotal(
                of,
                counted(drifted, "drifted"),
                counted(broken, "could not be compared"),
                drifted + broken > 0 ? "" : counted(warned, "near drift"));
    List<Verdict> shown =
        drifted + broken > 0 ? List.of(Verdict.DRIFT, Verdict.ERROR) : List.of(Verdict.WARN);
    return new Glance(
        Badge.of(drift.verdict()).tone(),
        "Drift",
        "drift",
        fact,
        names(
            drift.columns().stream()
                .filter(c -> shown.contains(c.verdict()))
                .map(ColumnDrift::column)));
  }

  private static Glance of(InferenceResult log) {
    return new Glance(
        Badge.of(log.verdict()).tone(),
        "Model in use",
        "inference",
        log.alerts().alerting() + " of " + log.alerts().deciding() + " windows alert",
        "");
  }

  private static Glance of(ScoringResult scoring) {
    return scoring.problem() != null
        ? new Glance(
            Tone.BAD,
            "Scoring",
            "scoring",
            "Nothing was scored",
            Format.clip(scoring.problem(), 200))
        : new Glance(
            scoring.quarantined() > 0 ? Tone.WARN : Tone.GOOD,
            "Scoring",
            "scoring",
            Format.counted(scoring.scored(), "row scored", "rows scored"),
            scoring.quarantined() > 0 ? Format.count(scoring.quarantined()) + " set apart" : "");
  }

  private static Glance of(ModelResult model) {
    Metric metric = Metric.main(model.card().task());
    String heldOut =
        metric.label() + " " + Format.metric(metric, model.card().heldOut().value(metric));
    if (model.gates() != null) {
      return model.gates().accepted()
          ? new Glance(Tone.GOOD, "Model", "model", "Every gate lets it through", heldOut)
          : new Glance(
              Tone.BAD,
              "Model",
              "model",
              "Refused by a gate",
              Format.clip(model.gates().refusedBy(), 120));
    }
    if (model.current() == null) {
      return new Glance(
          model.currentProblem() == null ? null : Tone.WARN,
          "Model",
          "model",
          model.currentProblem() == null ? heldOut : "Could not be evaluated",
          model.currentProblem() == null ? "held out" : heldOut + " held out");
    }
    return new Glance(
        null,
        "Model",
        "model",
        metric.label() + " " + Format.metric(metric, model.current().value(metric)),
        "held out " + Format.metric(metric, model.card().heldOut().value(metric)));
  }

  private static Glance of(TriggerResult trigger) {
    Badge badge = Badge.of(trigger.state());
    return new Glance(
        badge.tone(),
        "Retraining",
        "retraining",
        badge.word(),
        trigger.reasons().isEmpty()
            ? ""
            : "because "
                + within(
                    trigger.reasons().stream()
                        .limit(2)
                        .map(reason -> Format.clip(reason, 140))
                        .collect(Collectors.joining(" "))));
  }

  /** A sentence within another: names of few capitals stay as they are. */
  private static String within(String sentence) {
    return sentence.length() > 1
            && Character.isUpperCase(sentence.charAt(0))
            && Character.isLowerCase(sentence.charAt(1))
        ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)
        : sentence;
  }

  private static String names(Stream<String> names) {
    List<String> all = names.toList();
    String named =
        all.stream().limit(NAMED).map(n -> Format.clip(n, 48)).collect(Collectors.joining(", "));
    return all.size() > NAMED
        ? named + " and " + Format.count((long) all.size() - NAMED) + " more"
        : named;
  }
}
