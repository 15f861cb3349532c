package io.tidemark.jobs.outputs;

import io.tidemark.jobs.Progress;
import io.tidemark.reports.machine.OpenLineageEvents.Context;
import io.tidemark.reports.machine.OpenLineageEvents.Parent;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands among others, by the environment variables that other programs with
 * OpenLineage use.
 */
final class LineageContext {
  static final String NAMESPACE = "OPENLINEAGE_NAMESPACE";

  /** Set by schedulers: namespace, job and run id of the task that starts this process. */
  static final String PARENT = "OPENLINEAGE_PARENT_ID";

  private static final String DEFAULT_NAMESPACE = "tidemark";

  private final Map<String, String> environment;
  private final Progress progress;

  LineageContext(Map<String, String> environment, Progress progress) {
    this.environment = environment;
    this.progress = progress;
  }

  /**
   * @param configured the namespace of the monitor; null if it names none
   */
  Context of(@Nullable String configured) {
    String fromEnvironment = environment.getOrDefault(NAMESPACE, "");
    String namespace =
        configured != null
            ? configured
            : fromEnvironment.isBlank() ? DEFAULT_NAMESPACE : fromEnvironment;
    return new Context(namespace, Path.of("").toAbsolutePath(), parent());
  }

  private @Nullable Parent parent() {
    String id = environment.getOrDefault(PARENT, "");
    if (id.isBlank()) {
      return null;
    }
    int run = id.lastIndexOf('/');
    int job = run < 0 ? -1 : id.lastIndexOf('/', run - 1);
    if (job > 0) {
      try {
        return new Parent(
            id.substring(0, job),
            id.substring(job + 1, run),
            UUID.fromString(id.substring(run + 1)));
      } catch (IllegalArgumentException e) {
        progress.note(PARENT + " ends with no UUID: " + e.getMessage());
        return null;
      }
    }
    progress.note(
        PARENT + " is `" + id + "`, but must be NAMESPACE/JOB/RUN: the events name no parent");
    return null;
  }
}
