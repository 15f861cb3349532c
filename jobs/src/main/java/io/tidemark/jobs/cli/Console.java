package io.tidemark.jobs.cli;

import io.tidemark.jobs.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Progress lines with the time since the start, on standard error so that results can be piped. */
final class Console implements Progress {
  private final PrintWriter err;
  private final Ansi ansi;
  private final Clock clock;
  private final Instant start;

  Console(PrintWriter err, Ansi ansi, Clock clock) {
    this.err = err;
    this.ansi = ansi;
    this.clock = clock;
    start = clock.instant();
  }

  @Override
  public void begin(String phase, String detail) {
    line(
        ansi.string("@|bold " + String.format(Locale.ROOT, "%-9s", phase) + "|@ ")
            + Shown.line(detail));
  }

  @Override
  public void note(String text) {
    line("          " + Shown.lines(text));
  }

  private void line(String text) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    err.println(String.format(Locale.ROOT, "[%6.1f s] ", seconds) + text);
    err.flush();
  }
}
