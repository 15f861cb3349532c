package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Severity;
import io.tidemark.checks.dqdl.Dqdl;
import io.tidemark.checks.dqdl.DqdlProblem;
import io.tidemark.checks.dqdl.DqdlRule;
import io.tidemark.checks.dqdl.DqdlRuleset;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rules of a monitor in the Data Quality Definition Language. */
final class DqdlRules {
  private static final String INLINE = "/rules/dqdl";
  private static final String FILE = "/rules/file";

  private final YamlTree tree;
  private final List<Problem> problems = new ArrayList<>();

  private DqdlRules(YamlTree tree) {
    this.tree = tree;
  }

  /**
   * Puts the text of a file with rules in place of its name, and finds what is wrong with the
   * rules: the monitor then says all by itself what is checked, and so does the hash of its
   * configuration.
   */
  static List<Problem> resolve(YamlTree tree) {
    DqdlRules rules = new DqdlRules(tree);
    if (tree.root().get("rules") instanceof ObjectNode node) {
      rules.resolve(node);
    }
    return rules.problems;
  }

  private void resolve(ObjectNode rules) {
    JsonNode inline = rules.path("dqdl");
    JsonNode file = rules.path("file");
    if (inline.isMissingNode() == file.isMissingNode()) {
      problem(
          "/rules",
          inline.isMissingNode()
              ? "`rules` has neither `dqdl` nor `file`; give one of them"
              : "`rules` has both `dqdl` and `file`; put all rules into one of them");
    } else if (inline.isTextual()) {
      read(inline.asText(), INLINE);
    } else if (file.isTextual() && !file.asText().isEmpty()) {
      readFile(file.asText()).ifPresent(text -> rules.put("dqdl", text).remove("file"));
    }
  }

  private Optional<String> readFile(String name) {
    try {
      String file = TextFiles.beside(tree.source(), name);
      String text = TextFiles.read(file);
      read(text, file);
      return Optional.of(text);
    } catch (IOException | InvalidPathException e) {
      problem(
          FILE,
          "`rules.file` names `"
              + name
              + "`, which cannot be read ("
              + e
              + "); name a UTF-8 file with rules, relative to the monitor file");
      return Optional.empty();
    }
  }

  /** Finds what is wrong with rules that stand inline, or in a file. */
  private void read(String text, String place) {
    DqdlRuleset ruleset = Dqdl.read(text, Severity.ERROR);
    List<DqdlProblem> found = new ArrayList<>(ruleset.problems());
    Map<String, Integer> lines = new HashMap<>();
    for (DqdlRule rule : ruleset.rules()) {
      vetWhere(rule, found);
      for (Constraint constraint : rule.constraints()) {
        Integer first = lines.putIfAbsent(constraint.id(), rule.line());
        if (first != null) {
          found.add(
              new DqdlProblem(
                  rule.line(),
                  "rule `"
                      + constraint.id()
                      + "` stands on line "
                      + first
                      + " of the rules, too; take one out"));
        }
      }
    }
    found.sort(Comparator.comparingInt(DqdlProblem::line));
    found.forEach(problem -> report(problem, place));
  }

  /** A filter is SQL that users write, as any other. */
  private static void vetWhere(DqdlRule rule, List<DqdlProblem> found) {
    rule.constraints().stream()
        .map(Constraint::where)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(
            where ->
                SqlExpressions.problem(where)
                    .ifPresent(
                        reason ->
                            found.add(
                                new DqdlProblem(
                                    rule.line(),
                                    "rule `"
                                        + rule.text()
                                        + "`: its filter `"
                                        + where
                                        + "` "
                                        + reason))));
  }

  private void report(DqdlProblem problem, String place) {
    if (place.equals(INLINE)) {
      int line = tree.line(INLINE, problem.line());
      problems.add(new Problem(line == 0 ? "--set" : tree.source(), line, problem.message()));
    } else {
      problems.add(new Problem(place, problem.line(), problem.message()));
    }
  }

  private void problem(String pointer, String message) {
    int line = tree.line(pointer);
    problems.add(new Problem(line == 0 ? "--set" : tree.source(), line, message));
  }
}
