package io.tidemark.jobs.registry;

import io.tidemark.jobs.store.RowPins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of the monitor {@code flights} in memory. */
final class TestingEventLog implements EventLog {
  final List<RegistryHistory.Recorded> events = new ArrayList<>();
  final List<String> kept = new ArrayList<>();

  /** Runs before each write: what others do meanwhile. */
  Runnable meanwhile = () -> {};

  @Override
  public String path() {
    return "memory";
  }

  @Override
  public RegistryHistory read(String monitor) {
    return new RegistryHistory(monitor, monitor.equals("flights") ? events : List.of());
  }

  @Override
  public List<String> monitors() {
    return events.isEmpty() ? List.of() : List.of("flights");
  }

  @Override
  public boolean append(String monitor, RegistryEvent event, RowPins pins) {
    meanwhile.run();
    if (event.sequence() != events.size() + 1) {
      return false;
    }
    events.add(new RegistryHistory.Recorded(event, pins));
    return true;
  }

  @Override
  public Optional<RowPins> pins(String modelId) {
    return kept.contains(modelId)
        ? Optional.of(new RowPins("", "flights", "t", 0L, "ref-1", "hash", "test"))
        : Optional.empty();
  }

  @Override
  public List<String> kept() {
    return kept;
  }
}
