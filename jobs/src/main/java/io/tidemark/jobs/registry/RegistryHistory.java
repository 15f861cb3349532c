package io.tidemark.jobs.registry;

import io.tidemark.jobs.store.RowPins;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events of one monitor and what follows from them.
 *
 * @param monitor name of the monitor
 * @param recorded the events in order, each with the pins of its model
 */
record RegistryHistory(String monitor, List<Recorded> recorded) {

  /** An event with the pins of its row. */
  record Recorded(RegistryEvent event, RowPins pins) {}

  RegistryHistory {
    recorded = List.copyOf(recorded);
    for (int i = 0; i < recorded.size(); i++) {
      if (recorded.get(i).event().sequence() != i + 1) {
        throw new IllegalStateException(
            "event %d of monitor `%s` has sequence %d"
                .formatted(i + 1, monitor, recorded.get(i).event().sequence()));
      }
    }
  }

  /** The sequence of the next event. */
  long next() {
    return recorded.size() + 1L;
  }

  /** This history with one more event. */
  RegistryHistory plus(RegistryEvent event, RowPins pins) {
    List<Recorded> longer = new ArrayList<>(recorded);
    longer.add(new Recorded(event, pins));
    return new RegistryHistory(monitor, longer);
  }

  /** All models, oldest first. */
  List<Entry> versions() {
    return recorded.stream()
        .filter(r -> r.event().action() == RegistryEvent.Action.REGISTER)
        .map(RegistryHistory::entry)
        .toList();
  }

  /** A model by its id. */
  Optional<Entry> byId(String modelId) {
    return versions().stream().filter(v -> v.modelId().equals(modelId)).findFirst();
  }

  /** The environments in which something happened, by name. */
  Set<String> environments() {
    Set<String> names = new TreeSet<>();
    recorded.stream()
        .map(r -> r.event().environment())
        .filter(Objects::nonNull)
        .forEach(names::add);
    return names;
  }

  /**
   * What the events come to in an environment. Champions are a stack: a promotion puts one on, a
   * rollback takes one off, so that a second rollback goes on to the one before and not back.
   */
  RegistryState state(String environment) {
    Deque<String> champions = new ArrayDeque<>();
    Map<String, Approval> approvals = new LinkedHashMap<>();
    String challenger = null;
    for (Recorded r : recorded) {
      RegistryEvent event = r.event();
      if (!environment.equals(event.environment())) {
        continue;
      }
      switch (event.action()) {
        case REGISTER -> {}
        case CHALLENGE -> challenger = event.modelId();
        case APPROVE ->
            approvals.put(event.modelId(), new Approval(event.who(), event.at(), event.note()));
        case PROMOTE -> {
          champions.push(event.modelId());
          challenger = event.modelId().equals(challenger) ? null : challenger;
        }
        // Who was found unfit needs a new approval to come back.
        case ROLLBACK -> approvals.remove(champions.pop());
      }
    }
    Iterator<String> newest = champions.iterator();
    Map<Alias, Entry> aliases = new EnumMap<>(Alias.class);
    put(aliases, Alias.CHAMPION, newest.hasNext() ? newest.next() : null);
    put(aliases, Alias.PREVIOUS, newest.hasNext() ? newest.next() : null);
    put(aliases, Alias.CHALLENGER, challenger);
    return new RegistryState(monitor, environment, recorded.size(), versions(), aliases, approvals);
  }

  private void put(Map<Alias, Entry> aliases, Alias alias, @Nullable String modelId) {
    if (modelId != null) {
      byId(modelId).ifPresent(entry -> aliases.put(alias, entry));
    }
  }

  private static Entry entry(Recorded r) {
    RegistryEvent event = r.event();
    return new Entry(
        event.modelId(), event.modelVersion(), r.pins(), event.who(), event.at(), event.note());
  }
}
