package io.tidemark.jobs.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A monitor's models and their roles in one environment, at one time.
 *
 * @param monitor name of the monitor
 * @param environment name of the environment
 * @param sequence number of events behind this state; a later state has more
 * @param versions all models of the monitor, oldest first
 * @param aliases who holds which alias here
 * @param approvals the approvals in force here, by model id
 */
public record RegistryState(
    String monitor,
    String environment,
    long sequence,
    List<Entry> versions,
    Map<Alias, Entry> aliases,
    Map<String, Approval> approvals) {

  public RegistryState {
    versions = List.copyOf(versions);
    aliases = Map.copyOf(aliases);
    approvals = Map.copyOf(approvals);
  }

  /** Who holds an alias. */
  public Optional<Entry> holder(Alias alias) {
    return Optional.ofNullable(aliases.get(alias));
  }

  /**
   * The model of a name.
   *
   * @param name a model id, a version number, or an alias
   */
  public Optional<Entry> find(String name) {
    return Alias.keys().contains(name)
        ? aliases.entrySet().stream()
            .filter(a -> a.getKey().key().equals(name))
            .map(Map.Entry::getValue)
            .findFirst()
        : versions.stream()
            .filter(v -> v.modelId().equals(name) || Integer.toString(v.version()).equals(name))
            .findFirst();
  }
}
