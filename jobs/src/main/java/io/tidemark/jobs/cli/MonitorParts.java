package io.tidemark.jobs.cli;

import io.tidemark.jobs.Part;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.DriftSettings;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses commands that need keys which the monitor does not have. */
final class MonitorParts {
  private MonitorParts() {}

  /** Refuses a monitor without {@code training}. */
  static void requireTraining(Monitor monitor, @Nullable String config) {
    if (monitor.training() == null) {
      throw new ConfigException(List.of(noTraining(String.valueOf(config))));
    }
  }

  private static Problem noTraining(String config) {
    return new Problem(config, 0, "the monitor has no `training`; add label, features and split");
  }

  /** Only a command for one part insists; {@code run} does what the monitor asks for. */
  static void require(Monitor monitor, Set<Part> parts, String config) {
    if (parts.size() > 1) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    if (parts.contains(Part.DRIFT) && DriftSettings.against(monitor).isEmpty()) {
      String message =
          "the monitor has no `reference`; add one, name it with --reference, or compare with"
              + " `drift.against: previous`";
      problems.add(new Problem(config, 0, message));
    }
    if (parts.contains(Part.MODEL) && monitor.reference() == null) {
      String message = "the monitor has no `reference`; add one, or name it with --reference";
      problems.add(new Problem(config, 0, message));
    }
    if (parts.contains(Part.MODEL) && monitor.training() == null) {
      problems.add(noTraining(config));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
