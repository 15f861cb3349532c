package io.tidemark.jobs.registry;

import io.tidemark.jobs.store.RowPins;
import java.util.List;
import java.util.Optional;

/** Where a registry's events are, and the models that they speak of. */
interface EventLog {
  /** Where, for people. */
  String path();

  /** All events of a monitor. */
  RegistryHistory read(String monitor);

  /** All monitors with an event, by name. */
  List<String> monitors();

  /**
   * Writes an event unless its sequence is taken.
   *
   * @return true if it was written
   */
  boolean append(String monitor, RegistryEvent event, RowPins pins);

  /** Which monitor trained a model that is kept, and on what; the run id is empty. */
  Optional<RowPins> pins(String modelId);

  /** Ids of all models that are kept, in order. */
  List<String> kept();
}
