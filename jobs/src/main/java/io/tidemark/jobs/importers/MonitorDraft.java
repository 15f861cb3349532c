package io.tidemark.jobs.importers;

import io.tidemark.checks.Constraint;
import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.Problem;
import io.tidemark.jobs.config.Suites;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.draft.YamlText;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A monitor file in the making. Each check is vetted by the loader before it is taken. */
final class MonitorDraft {
  /** Ids in a monitor file have at most 200 characters; a number may follow. */
  private static final int LONGEST_ID = 190;

  private final MonitorLoader loader = new MonitorLoader();
  private final String head;
  private final List<String> checks = new ArrayList<>();
  private final List<String> suggestions = new ArrayList<>();
  private final List<String> drift = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * A monitor without checks.
   *
   * @throws TidemarkException if name or table cannot be those of a monitor
   */
  MonitorDraft(String monitor, String table) {
    head = "monitor: " + YamlText.of(monitor) + "\ntable: " + YamlText.of(table) + "\n";
    try {
      loader.parse("--name, --table", head, Map.of());
    } catch (ConfigException e) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          e.problems().stream().map(Problem::message).collect(Collectors.joining("; ")),
          null,
          "name the monitor with --name and its table with --table",
          e);
    }
  }

  /**
   * Takes checks, all of them or none.
   *
   * @param part the part of the input that they come from
   * @return what it became
   * @throws NotMappable if the loader refuses one
   */
  ImportReport.Mapped add(String part, Mapping mapping) throws NotMappable {
    List<String> written = write(mapping.checks());
    checks.add("  # " + PlainText.oneLine(part));
    written.forEach(yaml -> checks.add("  - " + yaml));
    return new ImportReport.Mapped(
        part, written.stream().map(PlainText::oneLine).toList(), mapping.differences());
  }

  /** Writes a check as a comment, to be taken in by hand. */
  void suggest(String reason, CheckDraft draft) throws NotMappable {
    List<String> written = write(List.of(draft));
    suggestions.add("  # " + PlainText.oneLine(reason) + ":");
    written.forEach(yaml -> suggestions.add("  # - " + yaml));
  }

  int suggestions() {
    return suggestions.size() / 2;
  }

  /** Adds lines on drift after the checks. */
  void drift(List<String> lines) {
    drift.addAll(lines);
  }

  private List<String> write(List<CheckDraft> drafts) throws NotMappable {
    List<CheckDraft> named = new ArrayList<>();
    Set<String> taken = new HashSet<>(ids);
    for (CheckDraft draft : drafts) {
      String id = vet(draft);
      if (taken.add(id)) {
        named.add(draft);
      } else {
        String other = otherId(id, taken);
        taken.add(other);
        named.add(draft.with("id", other));
        vet(named.get(named.size() - 1));
      }
    }
    ids.addAll(taken);
    return named.stream().map(CheckDraft::yaml).toList();
  }

  /** The id of a check, if the loader takes it. */
  private String vet(CheckDraft draft) throws NotMappable {
    try {
      Monitor monitor =
          loader.parse(
              "check", "monitor: m\ntable: t/t\nchecks:\n  - " + draft.yaml() + "\n", Map.of());
      List<Constraint> constraints = Suites.of(monitor).constraints();
      return constraints.get(0).id();
    } catch (ConfigException e) {
      String problems =
          e.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
      throw new NotMappable(PlainText.oneLine(problems.replace("`checks[1].", "`")));
    }
  }

  private static String otherId(String id, Set<String> taken) {
    String start = cut(id, LONGEST_ID);
    for (int i = 2; ; i++) {
      String candidate = start + " (" + i + ")";
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
  }

  /** At most so many characters. */
  static String cut(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }

  /** An id for a check whose derived one would be a whole SQL expression. */
  static String id(String name, List<String> columns) {
    return cut(name + "(" + String.join(",", columns) + ")", LONGEST_ID);
  }

  /**
   * The monitor file.
   *
   * @param input what it was made from
   */
  String yaml(String input) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Imported from ").append(PlainText.oneLine(input)).append(".\n").append(head);
    yaml.append(checks.isEmpty() ? "checks: []\n" : "checks:\n");
    checks.forEach(line -> yaml.append(line).append('\n'));
    if (!suggestions.isEmpty()) {
      yaml.append("\n  # Suggestions, not in force: take the # away where a bound is meant.\n");
      suggestions.forEach(line -> yaml.append(line).append('\n'));
    }
    drift.forEach(line -> yaml.append(line).append('\n'));
    return accepted(yaml.toString());
  }

  private String accepted(String yaml) {
    try {
      loader.parse("the imported monitor", yaml, Map.of());
      return yaml;
    } catch (ConfigException e) {
      throw new TidemarkException(
          ErrorCode.INTERNAL,
          "the monitor made from the input has mistakes: "
              + PlainText.oneLine(String.valueOf(e.getMessage())),
          null,
          "report it with the input file",
          e);
    }
  }
}
