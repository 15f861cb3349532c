package io.tidemark.jobs.registry;

import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.store.ResultStore;
import java.time.Clock;

/** From what people call a model to its id. */
public final class ModelNames {
  private final ResultStore store;
  private final Clock clock;

  /** Names of the models in this store. */
  public ModelNames(ResultStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The id of a model. One that the store keeps need not be registered to be meant by its id.
   *
   * @param name a model id, a version number, or an alias
   * @throws TidemarkException if there is none; it says what there is
   */
  public String id(String monitor, String environment, String name) {
    boolean kept =
        new StoredModels(store).find(name).filter(m -> m.monitor().equals(monitor)).isPresent();
    return kept ? name : new Registry(store, clock).require(monitor, environment, name).modelId();
  }
}
