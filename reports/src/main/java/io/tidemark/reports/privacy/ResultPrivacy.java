package io.tidemark.reports.privacy;

import io.tidemark.reports.Execution;
import io.tidemark.reports.Failure;
import io.tidemark.reports.Pins;
import io.tidemark.reports.Privacy;
import io.tidemark.reports.RunResult;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Hides names of categories and figures of few rows in a whole result, once, before it is kept or
 * shown anywhere. Verdicts, effects and thresholds stay as they are.
 */
public final class ResultPrivacy implements UnaryOperator<RunResult> {
  private final int minRows;
  private final CategoryNames names;
  private final @Nullable String versionColumn;

  /**
   * A step.
   *
   * @param minRows rows below which a figure is not shown, 2 or more
   * @param names what stands for names
   * @param versionColumn column of the inference log with the model's version; null if there is
   *     none
   */
  public ResultPrivacy(int minRows, CategoryNames names, @Nullable String versionColumn) {
    this.minRows = minRows;
    this.names = names;
    this.versionColumn = versionColumn;
  }

  @Override
  public RunResult apply(RunResult run) {
    Hidden hidden = new Hidden();
    RunResult.Builder shown = run.toBuilder();
    if (run.failure() != null) {
      shown.failure(failure(run.failure())).verdict(run.verdict(), names.error(run.headline()));
    }
    shown
        .pins(run.pins() == null ? null : pins(run.pins()))
        .execution(run.execution() == null ? null : execution(run.execution()))
        .notCompared(names.literalsOrNull(run.notCompared()))
        .checks(
            run.checks() == null
                ? null
                : new ChecksPrivacy(names, minRows, hidden).of(run.checks()))
        .drift(
            run.drift() == null ? null : new DriftPrivacy(names, minRows, hidden).of(run.drift()))
        .model(
            run.model() == null ? null : new ModelPrivacy(names, minRows, hidden).of(run.model()))
        .inference(
            run.inference() == null
                ? null
                : new InferencePrivacy(names, new Suppression(minRows), hidden)
                    .of(run.inference(), versionColumn));
    return shown.privacy(new Privacy(minRows, names.shown(), hidden.inWords())).build();
  }

  private Failure failure(Failure failure) {
    return new Failure(
        failure.code(),
        names.error(failure.message()),
        names.errorOrNull(failure.cause()),
        names.error(failure.nextStep()));
  }

  private Pins pins(Pins pins) {
    return new Pins(
        pins.table(),
        pins.tableId(),
        pins.tableVersion(),
        pins.commitTime(),
        pins.commitOperation(),
        pins.commitMessage(),
        names.literalsOrNull(pins.where()),
        pins.referenceId(),
        pins.referenceVersion(),
        pins.referenceVersions(),
        pins.against(),
        pins.configHash(),
        pins.codeVersion(),
        pins.commit());
  }

  /** A command line may set a filter. */
  private Execution execution(Execution execution) {
    return new Execution(
        literals(execution.arguments()),
        literals(execution.replay()),
        execution.tidemark(),
        execution.spark(),
        execution.delta(),
        execution.deequ(),
        execution.java(),
        execution.os(),
        execution.cores(),
        execution.parallelism(),
        execution.master(),
        execution.seeds(),
        execution.work());
  }

  private List<String> literals(List<String> texts) {
    return texts.stream().map(names::literals).toList();
  }
}
