package io.tidemark.reports.html;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.reports.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How checks differ from those of the last run.
 *
 * @param failing ids of those that did not pass now, but did then or were not there
 * @param worse ids of those that did not pass either time, and are worse now
 * @param repaired ids of those that passed now and did not then
 * @param still number of those that did not pass either time, worse ones included
 */
record CheckChanges(List<String> failing, List<String> worse, List<String> repaired, int still) {

  private static final CheckChanges NONE = new CheckChanges(List.of(), List.of(), List.of(), 0);

  CheckChanges {
    failing = List.copyOf(failing);
    worse = List.copyOf(worse);
    repaired = List.copyOf(repaired);
  }

  /** Against the last run that can be compared with; none if there is none with checks. */
  static CheckChanges of(RunResult run, List<RunResult> past) {
    RunResult last = LastRun.of(run, past).orElse(null);
    if (last == null || last.checks() == null || run.checks() == null) {
      return NONE;
    }
    Map<String, CheckStatus> before = new HashMap<>();
    last.checks().results().forEach(check -> before.put(check.constraintId(), check.status()));
    List<String> failing = new ArrayList<>();
    List<String> worse = new ArrayList<>();
    List<String> repaired = new ArrayList<>();
    Set<String> still = new HashSet<>();
    for (CheckResult check : run.checks().results()) {
      String id = check.constraintId();
      CheckStatus then = before.getOrDefault(id, CheckStatus.PASS);
      if (!check.status().isProblem()) {
        if (then.isProblem() && check.status() == CheckStatus.PASS) {
          repaired.add(id);
        }
      } else if (!then.isProblem()) {
        failing.add(id);
      } else {
        still.add(id);
        if (check.status().compareTo(then) > 0) {
          worse.add(id);
        }
      }
    }
    return new CheckChanges(failing, worse, repaired, still.size());
  }

  /** The change of one check in a word; null if there is none. */
  @Nullable String inWord(String id) {
    if (failing.contains(id)) {
      return "new";
    }
    if (worse.contains(id)) {
      return "worse";
    }
    return repaired.contains(id) ? "repaired" : null;
  }
}
