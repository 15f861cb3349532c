package io.tidemark.reports.html;

import io.tidemark.reports.Execution;
import io.tidemark.reports.Phase;
import io.tidemark.reports.SparkWork;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a run was executed.
 *
 * @param execution it
 */
public record ExecutionView(Execution execution) {

  /** What a shell takes as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  /** The command line as it was typed; null if the run was started by code. */
  public @Nullable String command() {
    return command(execution.arguments());
  }

  /** The command that looks at the same versions once more; null if there is none. */
  public @Nullable String replay() {
    return command(execution.replay());
  }

  /**
   * Why there is no such command.
   *
   * @param pinned whether it is known what the run looked at
   */
  public String whyNoReplay(boolean pinned) {
    if (execution.arguments().isEmpty()) {
      return "No command repeats this run: a program started it, not a command line.";
    }
    return pinned
        ? "No command repeats this run alone."
        : "No command repeats this run: it ended before it knew which version to look at.";
  }

  /** The seeds in words. */
  public String seeds() {
    return execution.seeds().isEmpty()
        ? "Nothing is random"
        : execution.seeds().entrySet().stream()
            .map(seed -> Format.name(seed.getKey()) + " " + seed.getValue())
            .collect(Collectors.joining(", "));
  }

  /** What Spark did in all, in words; null if that is not known. */
  public @Nullable String work() {
    SparkWork work = execution.work();
    return work == null
        ? null
        : Format.counted(work.jobs(), "job", "jobs")
            + ", "
            + Format.counted(work.tasks(), "task", "tasks")
            + ", "
            + Format.bytes(work.bytesRead())
            + " and "
            + Format.counted(work.rowsRead(), "row", "rows")
            + " read";
  }

  /** Whether it is known what Spark did in any of the phases. */
  public static boolean hasWork(List<Phase> phases) {
    return phases.stream().anyMatch(phase -> phase.work() != null);
  }

  private static @Nullable String command(List<String> arguments) {
    return arguments.isEmpty()
        ? null
        : arguments.stream()
            .map(ExecutionView::quoted)
            .collect(Collectors.joining(" ", "tidemark ", ""));
  }

  /** A shell must take it as one word, whatever is in it. */
  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
