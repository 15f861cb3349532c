package io.tidemark.jobs.cli;

import io.tidemark.jobs.SuggestJob;
import io.tidemark.jobs.suggest.Tried;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person reads after checks were suggested. */
final class SuggestSummary {
  private SuggestSummary() {}

  /**
   * Prints it.
   *
   * @param file the file that was written; null if the monitor went to standard output
   */
  static void print(SuggestJob.Outcome outcome, @Nullable Path file, PrintWriter console) {
    long comments = outcome.checks().stream().filter(check -> !check.inForce()).count();
    console.printf(
        Locale.ROOT,
        "suggested %s for %s%s%n",
        counted(outcome.checks().size(), "check"),
        outcome.table().label(),
        comments == 0 ? "" : ", " + comments + " of them as comments");
    console.println("shadow    " + shadow(outcome));
    if (file == null) {
      console.println("next      save it, read it, then tidemark validate --config FILE");
    } else {
      console.println("monitor   " + file);
      console.println("next      read it, then tidemark validate --config " + file);
    }
    console.flush();
  }

  private static String shadow(SuggestJob.Outcome outcome) {
    if (outcome.versions().isEmpty()) {
      return "no version before to try them on";
    }
    String failures =
        outcome.versions().stream()
            .filter(version -> failed(outcome, version) > 0)
            .map(version -> "v" + version + " " + counted(failed(outcome, version), "check"))
            .collect(Collectors.joining(", "));
    return "tried on "
        + counted(outcome.versions().size(), "version")
        + "; "
        + (failures.isEmpty() ? "none would have failed" : "would have failed: " + failures);
  }

  private static long failed(SuggestJob.Outcome outcome, long version) {
    return outcome.checks().stream().map(Tried::failed).filter(f -> f.containsKey(version)).count();
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
