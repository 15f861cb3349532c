package io.tidemark.jobs.notify.message;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a sink is told of one run. All texts are of bounded length and hold no invisible characters.
 *
 * @param event what happened
 * @param delivery names this message; one that is sent again has the same
 * @param incident names what the messages of one monitor, environment and command are about
 * @param subject the run
 * @param findings what holds now, the worst first; empty for a recovery
 * @param resolved keys of what held before and does not any more
 * @param severity the worst of the findings
 */
public record Digest(
    Event event,
    String delivery,
    String incident,
    Subject subject,
    List<Told> findings,
    List<String> resolved,
    Severity severity) {

  public Digest {
    findings = List.copyOf(findings);
    resolved = List.copyOf(resolved);
  }

  /** What happened. */
  public enum Event {
    /** There are findings that were not told before, or some of them have gone. */
    FINDINGS,
    /** The same findings still hold. */
    REMINDER,
    /** Nothing of what was told holds any more. */
    RECOVERY,
    /** Somebody tries the sink. */
    TEST;

    /** Its name in messages. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A finding, and how bad it is for this sink. */
  public record Told(Finding finding, Severity severity) {}

  /**
   * The run.
   *
   * @param table the table as the user named it; null if it was not resolved
   * @param version the table's version; null if it was not resolved
   * @param report address or path of its report; null if there is none
   */
  public record Subject(
      String monitor,
      String environment,
      String command,
      String runId,
      String verdict,
      String headline,
      @Nullable String table,
      @Nullable Long version,
      Instant at,
      @Nullable String report) {

    /** The report as a link; null if it is only a path. */
    public @Nullable String link() {
      return report != null && report.matches("https?://.*") ? report : null;
    }
  }

  /** The message in a few words. */
  public String title() {
    String of = subject.monitor() + " (" + subject.environment() + ")";
    String count = findings.size() + (findings.size() == 1 ? " finding" : " findings");
    return switch (event) {
      case FINDINGS -> of + ": " + count;
      case REMINDER -> of + ": still " + count;
      case RECOVERY -> of + ": recovered";
      case TEST -> "TEST of " + of + ", nothing has happened";
    };
  }
}
