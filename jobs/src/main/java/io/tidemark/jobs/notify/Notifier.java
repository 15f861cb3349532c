package io.tidemark.jobs.notify;

import io.tidemark.jobs.Progress;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.NotifySettings;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.Retries;
import io.tidemark.jobs.notify.message.Digest;
import io.tidemark.jobs.notify.message.DigestJson;
import io.tidemark.jobs.notify.message.Findings;
import io.tidemark.jobs.store.ResultStore;
import io.tidemark.jobs.store.RowPins;
import io.tidemark.reports.Pins;
import io.tidemark.reports.RunResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sinks of a monitor what a run found: one message to a sink and run, and none if it
 * knows already. What was told is kept in the result store. A message is claimed before it is sent
 * and recorded afterwards, so that of several processes one sends, and what a process that died
 * left open is sent by the next one: at least once, and with the same name if it is sent again.
 */
public final class Notifier {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final int MOST_LOST_CLAIMS = 20;

  private final Monitor monitor;
  private final NotifySettings settings;
  private final ResultStore store;
  private final Clock clock;
  private final Progress progress;
  private final Retries.Sleeper sleeper;
  private final Sinks sinks;

  /**
   * A notifier.
   *
   * @param environment the environment variables, in which secrets may be
   * @param sleeper waits between attempts, and while another process sends
   */
  public Notifier(
      Monitor monitor,
      NotifySettings settings,
      ResultStore store,
      Clock clock,
      Progress progress,
      Map<String, String> environment,
      Retries.Sleeper sleeper) {
    this.monitor = monitor;
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.progress = progress;
    this.sleeper = sleeper;
    sinks = new Sinks(environment, clock, sleeper);
  }

  /**
   * What would be sent to a sink.
   *
   * @param event what happened; null if nothing would be sent
   * @param body the request's body without secrets; null if nothing would be sent
   */
  public record Preview(
      String sink, String service, Digest.@Nullable Event event, @Nullable String body) {}

  /**
   * Tells of a run.
   *
   * @param report path of its report
   * @return true unless somebody could not be told; why is said as progress
   */
  public boolean tell(RunResult run, RowPins pins, @Nullable String report) {
    try {
      return told(run, pins, report);
    } catch (TidemarkException e) {
      progress.note("notify: nobody was told: " + e.getMessage() + "; " + e.nextStep());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      progress.note("notify: nobody was told: the process was asked to stop");
      return false;
    } catch (RuntimeException e) {
      // The run is over and its verdict written: a defect here must not make it a failed one. The
      // message may hold an address, so it is not shown.
      String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      progress.note(
          "notify: a defect in Tidemark, not everybody was told: "
              + e.getClass().getSimpleName()
              + place);
      return false;
    }
  }

  private boolean told(RunResult run, RowPins pins, @Nullable String report)
      throws InterruptedException {
    NotificationLog log = log(run);
    int lost = 0;
    while (true) {
      Instant now = clock.instant();
      Told.State state = log.read(now);
      if (state.busyUntil() != null) {
        sleeper.sleep(POLL);
        continue;
      }
      List<Plan> plans = plans(run, state, now);
      if (plans.isEmpty()) {
        return true;
      }
      Duration longest =
          plans.stream().map(p -> Sinks.longest(p.sink())).reduce(MARGIN, Duration::plus);
      NotificationLog.Claim claim =
          log.claim(pins, incident(run), plans, state.sequence() + 1, now, now.plus(longest));
      if (claim != null) {
        return sent(run, pins, report, log, claim, plans);
      }
      if (++lost == MOST_LOST_CLAIMS) {
        progress.note("notify: nobody was told: other runs of the monitor are in the way");
        return false;
      }
    }
  }

  private boolean sent(
      RunResult run,
      RowPins pins,
      @Nullable String report,
      NotificationLog log,
      NotificationLog.Claim claim,
      List<Plan> plans) {
    Digest.Subject subject = subject(run, report);
    List<NotificationLog.Ended> ended = new ArrayList<>();
    for (Plan plan : plans) {
      ended.add(send(plan, run, subject));
    }
    log.end(pins, incident(run), claim, ended, clock.instant());
    return ended.stream().allMatch(e -> e.problem() == null);
  }

  private NotificationLog.Ended send(Plan plan, RunResult run, Digest.Subject subject) {
    if (plan.silent()) {
      return new NotificationLog.Ended(plan, NotificationLog.State.SILENT, null);
    }
    progress.begin("notify", plan.sink().name() + ": " + plan.event().key());
    Optional<String> problem = sinks.tell(plan.sink(), plan.digest(incident(run), subject));
    problem.ifPresent(
        why -> progress.note("sink `" + plan.sink().name() + "` was not told: " + why));
    return problem.isEmpty()
        ? new NotificationLog.Ended(plan, NotificationLog.State.SENT, null)
        : new NotificationLog.Ended(plan, NotificationLog.State.FAILED, problem.get());
  }

  /** What each sink is to be told, within the limit of messages. */
  private List<Plan> plans(RunResult run, Told.State state, Instant now) {
    List<Plan> plans = new ArrayList<>();
    for (NotifySettings.Sink sink : settings.sinks()) {
      Optional<Plan> plan =
          Plan.of(sink, of(run), state.of(sink.name()), now, settings.remindAfter());
      if (plan.isPresent()
          && !plan.get().silent()
          && state.lately().getOrDefault(sink.name(), 0) >= settings.mostPerHour()) {
        progress.note(
            "sink `%s` has had as many messages within an hour as `notify.most_per_hour` allows (%d); a later run tells it"
                .formatted(sink.name(), settings.mostPerHour()));
      } else {
        plan.ifPresent(plans::add);
      }
    }
    return plans;
  }

  /** What telling of a run would send now; sends and writes nothing. */
  public List<Preview> preview(RunResult run, @Nullable String report) {
    Instant now = clock.instant();
    Told.State state = log(run).read(now);
    Digest.Subject subject = subject(run, report);
    return settings.sinks().stream()
        .map(
            sink -> {
              Sink service = sinks.of(sink);
              return Plan.of(sink, of(run), state.of(sink.name()), now, settings.remindAfter())
                  .filter(plan -> !plan.silent())
                  .map(
                      plan ->
                          new Preview(
                              sink.name(),
                              service.service(),
                              plan.event(),
                              service.preview(plan.digest(incident(run), subject))))
                  .orElse(new Preview(sink.name(), service.service(), null, null));
            })
        .toList();
  }

  /** Sends a message that is marked as a test; gives why it was not taken, or nothing. */
  public static Optional<String> test(
      Monitor monitor,
      NotifySettings.Sink sink,
      Clock clock,
      Map<String, String> environment,
      Retries.Sleeper sleeper) {
    return new Sinks(environment, clock, sleeper)
        .tell(sink, DigestJson.sample(monitor.monitor(), monitor.environment(), clock.instant()));
  }

  private NotificationLog log(RunResult run) {
    return new NotificationLog(store, monitor.monitor(), monitor.environment(), run.command());
  }

  private static Plan.Run of(RunResult run) {
    Pins pins = run.pins();
    return new Plan.Run(
        Findings.of(run),
        run.failure() != null,
        pins == null ? null : pins.tableId(),
        pins == null ? null : Long.valueOf(pins.tableVersion()));
  }

  private String incident(RunResult run) {
    return String.join("/", "tidemark", monitor.monitor(), monitor.environment(), run.command());
  }

  private Digest.Subject subject(RunResult run, @Nullable String report) {
    Pins pins = run.pins();
    return new Digest.Subject(
        monitor.monitor(),
        monitor.environment(),
        run.command(),
        run.runId(),
        run.verdict().name(),
        Findings.sentence(run.headline()),
        pins == null ? null : PlainText.oneLine(pins.table()),
        pins == null ? null : Long.valueOf(pins.tableVersion()),
        run.finishedAt(),
        settings.reportUrl() == null
            ? report
            : settings.reportUrl().replaceAll("/+$", "") + "/runs/" + run.runId() + ".html");
  }
}
