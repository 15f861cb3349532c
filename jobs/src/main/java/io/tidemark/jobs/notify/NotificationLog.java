package io.tidemark.jobs.notify;

import static org.apache.spark.sql.functions.col;

import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.jobs.store.StoreTable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code notifications}: who was told what, in the name of one monitor, environment and
 * command. Messages have an order, and a place in it is taken once, so that of several processes
 * one sends.
 */
final class NotificationLog {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ResultStore store;
  private final String monitor;
  private final String environment;
  private final String command;

  NotificationLog(ResultStore store, String monitor, String environment, String command) {
    this.store = store;
    this.monitor = monitor;
    this.environment = environment;
    this.command = command;
  }

  /** What became of a message. */
  enum State {
    /** A process means to send it, until its claim ends. */
    SENDING,
    /** The sink took it. */
    SENT,
    /** The sink did not take it. */
    FAILED,
    /** It was not sent, since the sink does not want to know. */
    SILENT
  }

  /**
   * A message that ended.
   *
   * @param problem why it was not taken; null if it was
   */
  record Ended(Plan plan, State state, @Nullable String problem) {}

  /** A place in the order of messages that this process has. */
  record Claim(long sequence, String token) {}

  /** What is known of the sinks. */
  Told.State read(Instant now) {
    // All of them: a message is two small rows, and of messages there are few an hour at most.
    List<Row> all =
        store.query(
            StoreTable.NOTIFICATIONS,
            rows ->
                rows.filter(
                    col("monitor").equalTo(monitor).and(col("environment").equalTo(environment))));
    List<Row> own = all.stream().filter(row -> command.equals(row.getAs("command"))).toList();
    long newest = own.stream().mapToLong(NotificationLog::sequence).max().orElse(-1);
    return new Told.State(last(own), lately(all, now), newest, busyUntil(own, newest, now));
  }

  private static Map<String, Told> last(List<Row> own) {
    Map<String, Told> last = new HashMap<>();
    for (Row row : own) {
      if (state(row) == State.SENT || state(row) == State.SILENT) {
        last.merge(row.getAs("sink"), told(row), (a, b) -> a.sequence() > b.sequence() ? a : b);
      }
    }
    return last;
  }

  /** Counts in the name of all commands. */
  private static Map<String, Integer> lately(List<Row> all, Instant now) {
    Map<String, Integer> lately = new HashMap<>();
    for (Row row : all) {
      if (state(row) == State.SENT && instant(row, "at").isAfter(now.minus(HOUR))) {
        lately.merge(row.getAs("sink"), 1, Integer::sum);
      }
    }
    return lately;
  }

  private static @Nullable Instant busyUntil(List<Row> own, long newest, Instant now) {
    List<Row> latest = own.stream().filter(row -> sequence(row) == newest).toList();
    return latest.stream().anyMatch(row -> state(row) != State.SENDING)
        ? null
        : latest.stream()
            .map(row -> instant(row, "claimed_until"))
            .filter(until -> until.isAfter(now))
            .findFirst()
            .orElse(null);
  }

  private static State state(Row row) {
    return State.valueOf(row.getAs("state"));
  }

  private static long sequence(Row row) {
    return row.<Long>getAs("sequence");
  }

  private static Told told(Row row) {
    return new Told(
        new HashSet<>(row.getList(row.fieldIndex("holding"))),
        new HashSet<>(row.getList(row.fieldIndex("happened"))),
        instant(row, "at"),
        row.getAs("table_id"),
        row.getAs("table_version"),
        sequence(row));
  }

  private static Instant instant(Row row, String column) {
    return row.<Timestamp>getAs(column).toInstant();
  }

  /**
   * Takes the next place in the order of messages.
   *
   * @return null if another process was faster
   */
  @Nullable Claim claim(
      RowPins pins, String incident, List<Plan> plans, long sequence, Instant now, Instant until) {
    Claim claim = new Claim(sequence, UUID.randomUUID().toString());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Plan plan : plans) {
      rows.add(row(plan, claim, incident, State.SENDING, now, until, null));
    }
    return store.appendFirst(
            StoreTable.NOTIFICATIONS, incident + "/" + sequence, claim.token(), pins, rows)
        ? claim
        : null;
  }

  /** Records what became of the messages of a claim. */
  void end(RowPins pins, String incident, Claim claim, List<Ended> messages, Instant now) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Ended message : messages) {
      rows.add(row(message.plan(), claim, incident, message.state(), now, null, message.problem()));
    }
    store.append(
        StoreTable.NOTIFICATIONS,
        incident + "/" + claim.sequence() + "/" + claim.token(),
        pins,
        rows);
  }

  private List<@Nullable Object> row(
      Plan plan,
      Claim claim,
      String incident,
      State state,
      Instant now,
      @Nullable Instant until,
      @Nullable String problem) {
    return Arrays.asList(
        command,
        environment,
        plan.sink().name(),
        claim.sequence(),
        plan.delivery(incident),
        plan.event().name(),
        state.name(),
        plan.holding().toArray(),
        plan.happened().toArray(),
        Timestamp.from(now),
        until == null ? null : Timestamp.from(until),
        problem,
        claim.token());
  }
}
