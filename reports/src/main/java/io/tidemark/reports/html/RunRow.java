package io.tidemark.reports.html;

import io.tidemark.checks.CheckStatus;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.reports.RunEntry;
import io.tidemark.reports.RunResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run in the timeline.
 *
 * @param entry the run
 */
public record RunRow(RunEntry entry) {

  /** The result. */
  public RunResult run() {
    return entry.result();
  }

  /** The run's report relative to this page; null if there is none. */
  public @Nullable String href() {
    return entry.href();
  }

  /** The verdict. */
  public Badge badge() {
    return Badge.of(run().verdict());
  }

  /** Table version in words. */
  public String version() {
    return run().pins() == null ? Format.NONE : Long.toString(run().pins().tableVersion());
  }

  /** Its rows to sort by. */
  public String rowsKey() {
    return run().rows() == null ? "" : run().rows().toString();
  }

  /** Checks that did not pass. */
  public String checks() {
    if (run().checks() == null) {
      return Format.NONE;
    }
    long bad = run().checks().count(CheckStatus.FAIL) + run().checks().count(CheckStatus.ERROR);
    return bad + " of " + run().checks().results().size();
  }

  /** Columns that drifted. */
  public String drifted() {
    if (run().drift() == null) {
      return Format.NONE;
    }
    return run().drift().count(Verdict.DRIFT) + " of " + run().drift().columns().size();
  }

  /** The main metric of the model's task on the current version. */
  public String quality() {
    Evaluation current = run().model() == null ? null : run().model().current();
    return current == null
        ? Format.NONE
        : Format.effect(current.value(Metric.main(current.task())));
  }

  /** The decision on retraining; null if there was none. */
  public @Nullable Badge retraining() {
    return run().trigger() == null ? null : Badge.of(run().trigger().state());
  }

  /** Where a box of the strip leads, in words. */
  public String label() {
    return "Version "
        + version()
        + ": "
        + badge().word().toLowerCase(Locale.ROOT)
        + " ("
        + Format.name(run().command())
        + ")";
  }
}
