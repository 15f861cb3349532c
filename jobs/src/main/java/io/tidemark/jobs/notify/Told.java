package io.tidemark.jobs.notify;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sink was told last, in the name of one command.
 *
 * @param holding keys of the lasting findings that it was told of
 * @param happened keys of the others
 * @param at when
 * @param tableId id of the table; null if it was not known
 * @param version version of the table; null if it was not known
 * @param sequence place in the order of messages
 */
record Told(
    Set<String> holding,
    Set<String> happened,
    Instant at,
    @Nullable String tableId,
    @Nullable Long version,
    long sequence) {

  Told {
    holding = Set.copyOf(holding);
    happened = Set.copyOf(happened);
  }

  /** Whether it was told of a newer version of a table than this one. */
  boolean newerThan(@Nullable String table, @Nullable Long other) {
    return version != null
        && other != null
        && tableId != null
        && tableId.equals(table)
        && version > other;
  }

  /**
   * What is known of all sinks of a monitor.
   *
   * @param last what each was told last
   * @param lately messages that a sink got within the last hour
   * @param sequence newest place in the order of messages; -1 if there is none
   * @param busyUntil until when another process may be sending; null if none is
   */
  record State(
      Map<String, Told> last,
      Map<String, Integer> lately,
      long sequence,
      @Nullable Instant busyUntil) {

    Optional<Told> of(String sink) {
      return Optional.ofNullable(last.get(sink));
    }
  }
}
