package io.tidemark.jobs.registry;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which models a monitor has, and which is champion, challenger and previous in each environment.
 *
 * <p>The registry is a list of events. A change reads the list, judges by it, and writes its event
 * as the next one; if another was faster, it reads and judges again. So there is one order of all
 * changes that everyone sees, and never a second champion.
 */
public final class Registry {
  private static final int ATTEMPTS = 10;

  private final EventLog log;
  private final Clock clock;

  /** The registry in this store. */
  public Registry(ResultStore store, Clock clock) {
    this(new RegistryLog(store), clock);
  }

  Registry(EventLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Gives a model that the store keeps a version; one that has a version keeps it.
   *
   * @throws TidemarkException if the store does not keep the model
   */
  public Entry register(String monitor, String modelId, String who, @Nullable String note) {
    return registered(log.read(monitor), modelId, who, note).byId(modelId).orElseThrow();
  }

  /**
   * The model that a change is about. A model that the monitor trained before there was a registry
   * gets a version.
   *
   * @throws TidemarkException if there is none; it says what there is
   */
  public Entry meant(Change change) {
    return require(ready(change).state(change.environment()), change.model());
  }

  /** Makes a model the challenger, in place of another one. */
  public Changed challenge(Change change) {
    return change(
        change,
        RegistryEvent.Action.CHALLENGE,
        (state, model) -> holds(state, Alias.CHALLENGER, model));
  }

  /** Records that someone answers for a model. */
  public Changed approve(Change change) {
    return change(
        change,
        RegistryEvent.Action.APPROVE,
        (state, model) -> state.approvals().containsKey(model.modelId()));
  }

  /**
   * Makes a model the champion, and the champion the previous one.
   *
   * @param approvalRequired whether the environment asks for an approval of the model
   * @throws TidemarkException if the approval lacks
   */
  public Changed promote(Change change, boolean approvalRequired) {
    return change(
        change,
        RegistryEvent.Action.PROMOTE,
        (state, model) -> promoted(state, model, approvalRequired));
  }

  /**
   * The same for a model that was judged against a champion: it is promoted only while that one
   * still is the champion.
   *
   * @param judgedAgainst id of the champion at that time; null if there was none
   * @throws TidemarkException if the approval lacks, or another model is the champion now
   */
  public Changed promoteOver(
      Change change, boolean approvalRequired, @Nullable String judgedAgainst) {
    return change(
        change,
        RegistryEvent.Action.PROMOTE,
        (state, model) -> {
          boolean already = promoted(state, model, approvalRequired);
          if (!already) {
            Refusals.requireChampion(state, judgedAgainst);
          }
          return already;
        });
  }

  /**
   * Makes the previous champion the champion again.
   *
   * @param champion id of the champion to take back, so that two at once do not go back twice; null
   *     for whichever it is
   * @throws TidemarkException if there was none before, or another model is the champion
   */
  public Changed rollback(
      String monitor,
      String environment,
      @Nullable String champion,
      String who,
      @Nullable String note) {
    RegistryHistory start = log.read(monitor);
    if (start.versions().isEmpty()) {
      throw Refusals.noModels(monitor, monitors(), log.path());
    }
    String from =
        champion != null
            ? champion
            : start.state(environment).holder(Alias.CHAMPION).map(Entry::modelId).orElse(null);
    Written written =
        write(
            start,
            history -> {
              RegistryState state = history.state(environment);
              Refusals.requireChampion(state, from);
              Entry previous =
                  state.holder(Alias.PREVIOUS).orElseThrow(() -> Refusals.nothingBefore(state));
              return new Draft(
                  RegistryEvent.Action.ROLLBACK,
                  previous.modelId(),
                  previous.version(),
                  environment,
                  who,
                  note,
                  previous.pins());
            });
    RegistryState after = written.history().state(environment);
    return new Changed(after.holder(Alias.CHAMPION).orElseThrow(), true, after);
  }

  /** What there is; a monitor without models has none. */
  public RegistryState state(String monitor, String environment) {
    return log.read(monitor).state(environment);
  }

  /** The states of all environments in which something happened, by name of the environment. */
  public List<RegistryState> states(String monitor) {
    RegistryHistory history = log.read(monitor);
    return history.environments().stream().map(history::state).toList();
  }

  /** All that happened to a monitor's models. */
  RegistryHistory history(String monitor) {
    return log.read(monitor);
  }

  /** All monitors with a registered model, by name. */
  public List<String> monitors() {
    return log.monitors();
  }

  /**
   * The model of a name, if there is one.
   *
   * @param name a model id, a version number, or an alias
   */
  public Optional<Entry> find(String monitor, String environment, String name) {
    return state(monitor, environment).find(name);
  }

  /**
   * The model of a name.
   *
   * @param name a model id, a version number, or an alias
   * @throws TidemarkException if there is none; it says what there is
   */
  public Entry require(String monitor, String environment, String name) {
    return require(state(monitor, environment), name);
  }

  private Changed change(Change change, RegistryEvent.Action action, Already already) {
    RegistryHistory start = ready(change);
    // An alias means the model that holds it now, not one that gets it meanwhile.
    String id = require(start.state(change.environment()), change.model()).modelId();
    Written written =
        write(
            start,
            history -> {
              Entry model = history.byId(id).orElseThrow();
              return already.is(history.state(change.environment()), model)
                  ? null
                  : new Draft(
                      action,
                      id,
                      model.version(),
                      change.environment(),
                      change.who(),
                      change.note(),
                      model.pins());
            });
    return new Changed(
        written.history().byId(id).orElseThrow(),
        written.changed(),
        written.history().state(change.environment()));
  }

  /** The history of a change's monitor, with the model in it if the monitor ever trained it. */
  private RegistryHistory ready(Change change) {
    RegistryHistory history = log.read(change.monitor());
    String name = change.model();
    boolean known = history.state(change.environment()).find(name).isPresent();
    return !known && log.pins(name).filter(p -> p.monitor().equals(change.monitor())).isPresent()
        ? registered(history, name, change.who(), null)
        : history;
  }

  private RegistryHistory registered(
      RegistryHistory start, String modelId, String who, @Nullable String note) {
    return write(
            start,
            history -> {
              if (history.byId(modelId).isPresent()) {
                return null;
              }
              RowPins kept =
                  log.pins(modelId).orElseThrow(() -> Refusals.notKept(modelId, log.kept()));
              return new Draft(
                  RegistryEvent.Action.REGISTER,
                  modelId,
                  history.versions().size() + 1,
                  null,
                  who,
                  note,
                  kept.of(history.monitor()));
            })
        .history();
  }

  /**
   * Judges by what there is and writes what follows, until no one else wrote in between.
   *
   * @param start what there was when last looked at
   */
  private Written write(RegistryHistory start, Function<RegistryHistory, @Nullable Draft> judge) {
    String monitor = start.monitor();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      RegistryHistory history = attempt == 1 ? start : log.read(monitor);
      Draft draft = judge.apply(history);
      if (draft == null) {
        return new Written(history, false);
      }
      RegistryEvent event =
          new RegistryEvent(
              history.next(),
              draft.action(),
              draft.modelId(),
              draft.modelVersion(),
              draft.environment(),
              draft.who(),
              clock.instant(),
              draft.note());
      if (log.append(monitor, event, draft.pins())) {
        return new Written(history.plus(event, draft.pins()), true);
      }
    }
    throw Refusals.busy(monitor, ATTEMPTS);
  }

  private boolean promoted(RegistryState state, Entry model, boolean approvalRequired) {
    if (holds(state, Alias.CHAMPION, model)) {
      return true;
    }
    if (approvalRequired && !state.approvals().containsKey(model.modelId())) {
      throw Refusals.notApproved(state, model);
    }
    return false;
  }

  private static boolean holds(RegistryState state, Alias alias, Entry model) {
    return state.holder(alias).filter(h -> h.modelId().equals(model.modelId())).isPresent();
  }

  private Entry require(RegistryState state, String name) {
    return state
        .find(name)
        .orElseThrow(
            () ->
                state.versions().isEmpty()
                    ? Refusals.noModels(state.monitor(), monitors(), log.path())
                    : Refusals.unknown(state, name));
  }

  /** Whether all is so already; may refuse by an exception. */
  private interface Already {
    boolean is(RegistryState state, Entry model);
  }

  /** An event without its place and time. */
  private record Draft(
      RegistryEvent.Action action,
      String modelId,
      int modelVersion,
      @Nullable String environment,
      String who,
      @Nullable String note,
      RowPins pins) {}

  private record Written(RegistryHistory history, boolean changed) {}
}
