package io.tidemark.jobs.registry;

import io.tidemark.jobs.store.ResultStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All models of a result store, with their roles. */
public final class ModelList {
  private final ResultStore store;

  /** The models of this store. */
  public ModelList(ResultStore store) {
    this.store = store;
  }

  /**
   * A model of a monitor.
   *
   * @param monitor name of the monitor
   * @param version its version; null if it is not registered
   * @param modelId its id
   * @param tableVersion version of the table that it was trained on; null if not known
   * @param createdAt when it was trained; null if the store does not keep it any more
   * @param algorithm how it was trained; empty if not known
   * @param quality the main metric on the held-out rows, in words; empty if not known
   * @param aliases the aliases it holds, by environment
   * @param approvals its approvals, by environment
   */
  public record Item(
      String monitor,
      @Nullable Integer version,
      String modelId,
      @Nullable Long tableVersion,
      @Nullable Instant createdAt,
      String algorithm,
      String quality,
      Map<String, List<Alias>> aliases,
      Map<String, Approval> approvals) {}

  /**
   * The models, by monitor, the registered ones first and newest first.
   *
   * @param monitor only this monitor's; null for all
   */
  public List<Item> items(@Nullable String monitor) {
    Registry registry = new Registry(store, Clock.systemUTC());
    Map<String, StoredModel> stored = new LinkedHashMap<>();
    new StoredModels(store).all().forEach(model -> stored.put(model.modelId(), model));
    Set<String> monitors = new TreeSet<>(registry.monitors());
    stored.values().forEach(model -> monitors.add(model.monitor()));
    List<Item> items = new ArrayList<>();
    for (String name : monitors) {
      if (monitor == null || monitor.equals(name)) {
        items.addAll(items(name, registry, stored));
      }
    }
    return items;
  }

  private static List<Item> items(
      String monitor, Registry registry, Map<String, StoredModel> stored) {
    RegistryHistory history = registry.history(monitor);
    List<RegistryState> states = history.environments().stream().map(history::state).toList();
    List<Entry> versions = history.versions();
    List<Item> items = new ArrayList<>();
    for (int i = versions.size() - 1; i >= 0; i--) {
      Entry entry = versions.get(i);
      items.add(
          item(
              monitor,
              entry.modelId(),
              entry.version(),
              entry.pins().tableVersion(),
              Optional.ofNullable(stored.get(entry.modelId())),
              states));
    }
    Set<String> registered = new TreeSet<>(versions.stream().map(Entry::modelId).toList());
    stored.values().stream()
        .filter(m -> m.monitor().equals(monitor) && !registered.contains(m.modelId()))
        .forEach(
            m ->
                items.add(
                    item(monitor, m.modelId(), null, m.tableVersion(), Optional.of(m), List.of())));
    return items;
  }

  private static Item item(
      String monitor,
      String modelId,
      @Nullable Integer version,
      @Nullable Long tableVersion,
      Optional<StoredModel> stored,
      List<RegistryState> states) {
    Map<String, List<Alias>> aliases = new LinkedHashMap<>();
    Map<String, Approval> approvals = new LinkedHashMap<>();
    for (RegistryState state : states) {
      for (Alias alias : Alias.values()) {
        if (state.holder(alias).filter(h -> h.modelId().equals(modelId)).isPresent()) {
          aliases.computeIfAbsent(state.environment(), e -> new ArrayList<>()).add(alias);
        }
      }
      Approval approval = state.approvals().get(modelId);
      if (approval != null) {
        approvals.put(state.environment(), approval);
      }
    }
    Optional<CardFacts> facts = stored.map(m -> new CardFacts(m.card()));
    return new Item(
        monitor,
        version,
        modelId,
        tableVersion,
        stored.map(StoredModel::createdAt).orElse(null),
        facts.map(CardFacts::algorithm).orElse(""),
        facts.flatMap(CardFacts::quality).orElse(""),
        aliases,
        approvals);
  }
}
