package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.delta.DeltaTables;
import io.tidemark.jobs.delta.ResolvedTable;
import io.tidemark.jobs.delta.VersionSelector;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.ExitCodes;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.trigger.Retrainings;
import io.tidemark.reports.ModelResult;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a request for retraining, each exactly once: trains a challenger on the version that
 * asked for it, judges it by the gates, and promotes it if they let it through. Where the reference
 * follows the champion, it moves with the promotion and not before.
 */
public final class RetrainJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final Map<String, String> environment;

  /**
   * A job on this session.
   *
   * @param environment the environment variables
   */
  public RetrainJob(
      SparkSession spark, Clock clock, Progress progress, Map<String, String> environment) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    this.environment = environment;
  }

  /**
   * What came of it.
   *
   * @param explanation it in one sentence
   * @param trained the training; null if there was nothing to do
   * @param exitCode the process's exit code
   */
  public record Outcome(String explanation, TrainJob.@Nullable Outcome trained, int exitCode) {}

  /**
   * Carries out the oldest open request, or one by its id.
   *
   * @param triggerId id of the request; null for the oldest that is open
   * @param invocation how it was asked for
   * @param takeOver whether what the same {@code who} began and never ended counts as dead
   * @throws TidemarkException if there is no request of that id
   */
  public Outcome execute(
      Monitor monitor,
      @Nullable String triggerId,
      String who,
      boolean takeOver,
      Invocation invocation) {
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    files.checkWritable();
    ResultStore store = files.store(spark);
    Retrainings retrainings = new Retrainings(store, monitor.retrain().claimTimeout());
    String dead = takeOver ? who : null;
    Optional<Retrainings.Request> request =
        triggerId == null
            ? retrainings.open(monitor.monitor(), dead, clock.instant()).stream().findFirst()
            : Optional.of(required(retrainings, monitor, triggerId));
    if (request.isEmpty()) {
      return new Outcome("no request for retraining is open", null, ExitCodes.OK);
    }
    RowPins pins = pins(monitor, request.get());
    Optional<Retrainings.Claim> claim =
        retrainings.claim(pins, request.get(), who, dead, clock.instant());
    if (claim.isEmpty()) {
      return new Outcome(
          request.get().triggerId() + " is carried out by someone else, or was",
          null,
          ExitCodes.OK);
    }
    progress.begin("retrain", request.get().triggerId());
    try {
      return carriedOut(monitor, retrainings, pins, claim.get(), who, invocation);
    } catch (RuntimeException e) {
      retrainings.end(
          pins,
          claim.get(),
          Retrainings.State.FAILED,
          who,
          null,
          String.valueOf(e.getMessage()),
          clock.instant());
      throw e;
    }
  }

  private static Retrainings.Request required(
      Retrainings retrainings, Monitor monitor, String triggerId) {
    return retrainings
        .find(monitor.monitor(), triggerId)
        .orElseThrow(
            () ->
                new TidemarkException(
                    ErrorCode.RESULT_NOT_FOUND,
                    "monitor `%s` has no request `%s`".formatted(monitor.monitor(), triggerId),
                    "only decisions in state REQUESTED are requests",
                    "look them up in the table `triggers`, or leave the id out",
                    null));
  }

  private static RowPins pins(Monitor monitor, Retrainings.Request request) {
    return new RowPins(
        "",
        monitor.monitor(),
        request.tableId(),
        request.version(),
        null,
        Hashes.id(List.of(MonitorLoader.canonical(monitor))),
        CodeVersion.current());
  }

  private Outcome carriedOut(
      Monitor monitor,
      Retrainings retrainings,
      RowPins pins,
      Retrainings.Claim claim,
      String who,
      Invocation invocation) {
    Retrainings.Request request = claim.request();
    requireSameTable(monitor, request);
    MonitorJob.Options run =
        new MonitorJob.Options(
            monitor.withReference(Long.toString(request.version())),
            new VersionSelector.AtVersion(request.version()),
            "retrain",
            EnumSet.of(Part.MODEL),
            FailOn.ERROR,
            invocation);
    TrainJob.Outcome trained =
        new TrainJob(spark, clock, progress, environment)
            .execute(
                new TrainJob.Options(
                    run,
                    true,
                    who,
                    request.triggerId() + ": " + String.join("; ", request.reasons())));
    Retrainings.State state = state(trained.fate());
    ModelResult model = trained.run().result().model();
    String explanation =
        request.triggerId()
            + ": "
            + (trained.notes().isEmpty()
                ? trained.run().result().headline()
                : trained.notes().get(0));
    retrainings.end(
        pins,
        claim,
        state,
        who,
        model == null ? null : model.modelId(),
        explanation,
        clock.instant());
    return new Outcome(explanation, trained, trained.exitCode());
  }

  private void requireSameTable(Monitor monitor, Retrainings.Request request) {
    ResolvedTable table =
        new DeltaTables(spark)
            .resolve(monitor.table(), new VersionSelector.AtVersion(request.version()));
    if (!table.tableId().equals(request.tableId())) {
      throw new TidemarkException(
          ErrorCode.TABLE_NOT_FOUND,
          "`%s` is table %s, but %s is about table %s"
              .formatted(table.label(), table.tableId(), request.triggerId(), request.tableId()),
          "it is another table, or the table was dropped and created again",
          "name the place of the table with --table",
          null);
    }
  }

  private static Retrainings.State state(TrainJob.Fate fate) {
    return switch (fate) {
      case NONE -> Retrainings.State.FAILED;
      case REFUSED -> Retrainings.State.REFUSED;
      case AWAITING_APPROVAL, CHALLENGER -> Retrainings.State.AWAITING_APPROVAL;
      case CHAMPION -> Retrainings.State.PROMOTED;
    };
  }
}
