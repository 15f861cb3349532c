package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code schedule}, which tells a scheduler when to run the monitor. It is vetted here, so that all
 * mistakes of a file are told at once; no job reads it, hence it is part of no {@link Monitor} and
 * of no hash.
 */
final class Schedules {
  private static final String KEY = "schedule";

  private Schedules() {}

  /** Takes the schedule out of a document that was vetted. */
  static void remove(ObjectNode root) {
    root.remove(KEY);
  }

  /** What a text of format {@code date} does wrong. */
  static Optional<String> dateProblem(String text) {
    try {
      LocalDate.parse(text);
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("is not a day such as `2026-01-31`");
    }
  }

  /** What a text of format {@code time-zone} does wrong. */
  static Optional<String> timezoneProblem(String text) {
    // Airflow knows the names of regions, not Java's abbreviations and offsets.
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.empty()
        : Optional.of("is not the name of a time zone such as `UTC` or `Europe/Berlin`");
  }

  /** What a JSON Schema cannot say. */
  static List<Problem> problems(YamlTree tree) {
    List<Problem> problems = new ArrayList<>();
    JsonNode schedule = tree.root().path(KEY);
    if (schedule.path("catchup").asBoolean() && !schedule.has("start")) {
      problems.add(
          at(tree, "/catchup", "`schedule.catchup` needs `schedule.start`, the first day; add it"));
    }
    needs(tree, "retrain", "training", "is about a model", problems);
    needs(tree, "monitor", "inference", "is about an inference log", problems);
    positive(tree, "", schedule, problems);
    for (String dag : List.of("gate", "retrain", "monitor", "housekeeping")) {
      positive(tree, dag, schedule.path(dag), problems);
    }
    return problems;
  }

  private static void needs(
      YamlTree tree, String dag, String part, String about, List<Problem> problems) {
    if (tree.root().path(KEY).has(dag) && !tree.root().has(part)) {
      problems.add(
          at(
              tree,
              "/" + dag,
              "`schedule.%s` %s, but the monitor has no `%s`; add it, or remove the schedule"
                  .formatted(dag, about, part)));
    }
  }

  private static void positive(
      YamlTree tree, String dag, JsonNode settings, List<Problem> problems) {
    for (String key : List.of("timeout", "deadline", "approval_timeout")) {
      String text = settings.path(key).asText();
      if (!text.isEmpty()
          && MonitorSchema.formatProblem("java-duration", text).isEmpty()
          && Duration.parse(text).isZero()) {
        String name = (dag.isEmpty() ? "" : dag + ".") + key;
        problems.add(
            at(
                tree,
                "/" + name.replace('.', '/'),
                "`schedule.%s` is `%s`, but must be longer than nothing".formatted(name, text)));
      }
    }
  }

  private static Problem at(YamlTree tree, String pointer, String message) {
    return new Problem(tree.source(), tree.line("/" + KEY + pointer), message);
  }
}
