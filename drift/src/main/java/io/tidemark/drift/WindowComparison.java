package io.tidemark.drift;

import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.GroupTally;
import io.tidemark.drift.profile.TableTally;
import io.tidemark.drift.profile.WindowGrouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drift of each window of time against the same reference. */
final class WindowComparison {
  private final DriftOptions options;
  private final ColumnJudge judge;

  WindowComparison(DriftOptions options, ColumnJudge judge) {
    this.options = options;
    this.judge = judge;
  }

  List<WindowDrift> windows(
      WindowGrouping windows, List<ColumnMatch.Matched> matched, TableTally counted, int grouping) {
    GroupTally groups = counted.groups(grouping);
    List<ColumnCase> cases = new ArrayList<>();
    for (long window : groups.rows().keySet()) {
      for (int i = 0; i < matched.size(); i++) {
        ColumnTally tally = groups.column(window, i, counted.column(i));
        cases.add(new ColumnCase(matched.get(i).profile(), tally, matched.get(i).whole(), false));
      }
    }
    List<ColumnDrift> decided = judge.judge(cases);
    List<WindowDrift> found = new ArrayList<>();
    int next = 0;
    for (Map.Entry<Long, Long> window : groups.rows().entrySet()) {
      List<ColumnDrift> columns = decided.subList(next, next + matched.size());
      next += matched.size();
      DatasetVerdict verdict = DatasetVerdict.of(columns, options, List.of());
      found.add(
          new WindowDrift(
              windows.start(window.getKey()),
              windows.start(window.getKey() + 1),
              window.getValue(),
              columns,
              verdict.driftedShare(),
              verdict.verdict()));
    }
    return found;
  }
}
