package io.tidemark.jobs;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.registry.Alias;
import io.tidemark.jobs.registry.Change;
import io.tidemark.jobs.registry.Changed;
import io.tidemark.jobs.registry.Entry;
import io.tidemark.jobs.registry.Publisher;
import io.tidemark.jobs.registry.Registry;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.reports.ModelResult;
import io.tidemark.training.GateReport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Trains a challenger, judges it by the gates, and registers it. One that every gate lets through
 * becomes the challenger, and the champion where that is asked for.
 */
public final class TrainJob {
  private final SparkSession spark;
  private final Clock clock;
  private final Progress progress;
  private final Map<String, String> environment;

  /**
   * A job on this session.
   *
   * @param environment the environment variables
   */
  public TrainJob(
      SparkSession spark, Clock clock, Progress progress, Map<String, String> environment) {
    this.spark = spark;
    this.clock = clock;
    this.progress = progress;
    this.environment = environment;
  }

  /**
   * What to do.
   *
   * @param run the run that trains and judges
   * @param promote whether a model that the gates let through becomes the champion
   * @param who who asks for it
   * @param note why; null if nothing is said
   */
  public record Options(
      MonitorJob.Options run, boolean promote, String who, @Nullable String note) {}

  /** What became of the model. */
  public enum Fate {
    /** There is none: the run failed. */
    NONE,
    /** A gate refused it. */
    REFUSED,
    /** It is the challenger. */
    CHALLENGER,
    /** It would be the champion, but the environment asks for an approval first. */
    AWAITING_APPROVAL,
    /** It is the champion. */
    CHAMPION
  }

  /**
   * What came of it.
   *
   * @param run the run
   * @param fate what became of the model
   * @param notes what a person should know, one line each
   * @param sink why the model could not be published; null if it was, or was not asked for
   */
  public record Outcome(
      RunOutcome run, Fate fate, List<String> notes, @Nullable TidemarkException sink) {

    public Outcome {
      notes = List.copyOf(notes);
    }

    /** The process's exit code. */
    public int exitCode() {
      return sink == null || run.exitCode() != 0 ? run.exitCode() : sink.code().exitCode();
    }
  }

  /** Trains, judges and registers. */
  public Outcome execute(Options options) {
    RunOutcome run = new MonitorJob(spark, clock, progress, options.run()).execute();
    ModelResult model = run.result().model();
    if (run.error() != null || model == null) {
      return new Outcome(run, Fate.NONE, List.of(), null);
    }
    Monitor monitor = options.run().monitor();
    RunFiles files = RunFiles.of(spark.sparkContext().hadoopConfiguration(), monitor);
    ResultStore store = files.store(spark);
    Registry registry = new Registry(store, clock);
    Entry entry =
        registry.register(monitor.monitor(), model.modelId(), options.who(), options.note());
    List<String> notes = new ArrayList<>();
    Fate fate = fate(options, registry, entry, model.gates(), notes);
    try {
      publish(monitor, store, registry, entry, notes);
      return new Outcome(run, fate, notes, null);
    } catch (TidemarkException e) {
      if (e.code() != ErrorCode.MLFLOW_UNAVAILABLE) {
        throw e;
      }
      // The model is kept and registered here: said, and the exit code tells.
      return new Outcome(run, fate, notes, e);
    }
  }

  private static Fate fate(
      Options options,
      Registry registry,
      Entry entry,
      @Nullable GateReport gates,
      List<String> notes) {
    String named = entry.modelId() + " (version " + entry.version() + ")";
    if (gates != null && !gates.accepted()) {
      notes.add(named + " is refused by " + gates.refusedBy());
      return Fate.REFUSED;
    }
    Monitor monitor = options.run().monitor();
    Change change =
        new Change(
            monitor.monitor(),
            monitor.environment(),
            entry.modelId(),
            options.who(),
            options.note());
    Optional<Entry> champion =
        registry.state(monitor.monitor(), monitor.environment()).holder(Alias.CHAMPION);
    if (champion.isPresent() && champion.get().modelId().equals(entry.modelId())) {
      notes.add(named + " is the champion already");
      return Fate.CHAMPION;
    }
    Changed challenged = registry.challenge(change);
    if (!options.promote()) {
      notes.add(
          named + " is the challenger; `tidemark models promote challenger` makes it the champion");
      return Fate.CHALLENGER;
    }
    boolean approval = monitor.registry().approvalRequired(monitor.environment());
    if (approval && !challenged.state().approvals().containsKey(entry.modelId())) {
      notes.add(
          named
              + " is the challenger and waits for an approval: `tidemark models approve challenger`, then `tidemark models promote challenger`");
      return Fate.AWAITING_APPROVAL;
    }
    if (gates == null) {
      registry.promote(change, approval);
    } else {
      registry.promoteOver(change, approval, gates.championId());
    }
    notes.add(
        named
            + " is now champion of "
            + monitor.monitor()
            + " in "
            + monitor.environment()
            + champion.map(before -> "; previous: " + before.modelId()).orElse(""));
    return Fate.CHAMPION;
  }

  private void publish(
      Monitor monitor, ResultStore store, Registry registry, Entry entry, List<String> notes) {
    Optional<Publisher> publisher = Publisher.of(monitor, spark, store, environment, clock);
    if (publisher.isPresent()) {
      progress.begin("mlflow", entry.modelId());
      String version = publisher.get().publish(entry).version();
      publisher.get().align(registry.state(monitor.monitor(), monitor.environment()));
      notes.add(entry.modelId() + " is version " + version + " on the MLflow server");
    }
  }
}
