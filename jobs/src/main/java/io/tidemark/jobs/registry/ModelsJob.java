package io.tidemark.jobs.registry;

import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Problem;
import io.tidemark.jobs.mlflow.Publication;
import io.tidemark.jobs.store.ResultStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Changes a monitor's registry, and MLflow with it where the monitor names a server. */
public final class ModelsJob {
  private final Monitor monitor;
  private final Registry registry;
  private final Optional<Publisher> publisher;

  /**
   * The models of a monitor.
   *
   * @param environment the environment variables
   */
  public ModelsJob(
      Monitor monitor,
      SparkSession spark,
      ResultStore store,
      Map<String, String> environment,
      Clock clock) {
    this.monitor = monitor;
    this.registry = new Registry(store, clock);
    this.publisher = Publisher.of(monitor, spark, store, environment, clock);
  }

  /**
   * Which change, and what came of it.
   *
   * @param changed what came of it
   * @param published where the holders of the aliases are on the MLflow server; empty without one
   */
  public record Outcome(Changed changed, Map<Alias, Publication> published) {}

  /** Makes a model the champion. */
  public Outcome promote(String model, String who, @Nullable String note) {
    boolean approval = monitor.registry().approvalRequired(monitor.environment());
    return aligned(registry.promote(change(model, who, note), approval));
  }

  /**
   * The same for a model that was judged against a champion: only while that one still is the
   * champion.
   *
   * @param judgedAgainst id of the champion at that time; null if there was none
   */
  public Outcome promoteOver(
      String model, String who, @Nullable String note, @Nullable String judgedAgainst) {
    boolean approval = monitor.registry().approvalRequired(monitor.environment());
    return aligned(registry.promoteOver(change(model, who, note), approval, judgedAgainst));
  }

  /** Makes the previous champion the champion again. */
  public Outcome rollback(@Nullable String champion, String who, @Nullable String note) {
    String id =
        champion == null
            ? null
            : registry.require(monitor.monitor(), monitor.environment(), champion).modelId();
    return aligned(registry.rollback(monitor.monitor(), monitor.environment(), id, who, note));
  }

  /** Records that someone answers for a model. */
  public Changed approve(String model, String who, @Nullable String note) {
    return registry.approve(change(model, who, note));
  }

  /**
   * Publishes a model and the aliases as they are.
   *
   * @throws ConfigException if the monitor names no server
   */
  public Publication publish(String model, String who) {
    Publisher to =
        publisher.orElseThrow(
            () ->
                new ConfigException(
                    List.of(
                        new Problem(
                            monitor.monitor(),
                            0,
                            "the monitor has no `registry.mlflow`; add it to say where models are published"))));
    Publication publication = to.publish(registry.meant(change(model, who, null)));
    to.align(registry.state(monitor.monitor(), monitor.environment()));
    return publication;
  }

  private Outcome aligned(Changed changed) {
    return new Outcome(changed, publisher.map(p -> p.align(changed.state())).orElse(Map.of()));
  }

  private Change change(String model, String who, @Nullable String note) {
    return new Change(monitor.monitor(), monitor.environment(), model, who, note);
  }
}
