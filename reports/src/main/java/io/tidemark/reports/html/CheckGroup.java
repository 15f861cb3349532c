package io.tidemark.reports.html;

import io.tidemark.checks.CheckStatus;
import java.util.Comparator;
import java.util.List;

/**
 * The checks of one column, or of the same columns together.
 *
 * @param name the columns, or the whole table
 * @param rows its checks: those of severity error first, the worst of them first
 */
public record CheckGroup(String name, List<CheckRow> rows) {

  static final Comparator<CheckRow> ORDER =
      Comparator.comparing((CheckRow row) -> row.check().severity())
          .thenComparing(row -> row.check().status(), Comparator.reverseOrder());

  public CheckGroup {
    rows = rows.stream().sorted(ORDER).toList();
  }

  /** The worst outcome. */
  CheckStatus worst() {
    return rows.stream()
        .map(row -> row.check().status())
        .reduce(CheckStatus.PASS, CheckStatus::worse);
  }

  /** How many of the checks hold, in words. */
  public String summary() {
    long problems = rows.stream().filter(row -> row.check().status().isProblem()).count();
    String of = rows.size() == 1 ? "1 check" : Format.count((long) rows.size()) + " checks";
    return problems == 0 ? of : Format.count(problems) + " of " + of + " did not pass";
  }
}
