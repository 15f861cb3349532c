package io.tidemark.drift;

import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The verdict on a dataset from those on its columns.
 *
 * <ol>
 *   <li>{@link Verdict#DRIFT} when a critical column drifted or the drifted columns' share of the
 *       weight of all columns reaches the limit, whatever else could not be compared;
 *   <li>{@link Verdict#ERROR} when a column could not be compared;
 *   <li>{@link Verdict#WARN} when a column warns, or drifted below the limit;
 *   <li>{@link Verdict#INSUFFICIENT_DATA} when that is the verdict of every column, or there is
 *       none;
 *   <li>else {@link Verdict#PASS}.
 * </ol>
 *
 * @param driftedShare share of the columns' weights that drifted, in [0, 1]
 * @param verdict the verdict
 * @param reason why, in one sentence
 */
record DatasetVerdict(double driftedShare, Verdict verdict, String reason) {
  private static final int NAMES = 5;

  static DatasetVerdict of(List<ColumnDrift> columns, double limit, List<String> added) {
    double weight = columns.stream().mapToDouble(c -> c.importance().weight()).sum();
    List<ColumnDrift> drifted = with(columns, Verdict.DRIFT);
    double share =
        drifted.isEmpty()
            ? 0
            : drifted.stream().mapToDouble(c -> c.importance().weight()).sum() / weight;
    Verdict verdict = decide(columns, share, limit);
    return new DatasetVerdict(share, verdict, reason(columns, share, limit, added));
  }

  private static Verdict decide(List<ColumnDrift> columns, double share, double limit) {
    List<ColumnDrift> drifted = with(columns, Verdict.DRIFT);
    boolean critical = drifted.stream().anyMatch(c -> c.importance() == Importance.CRITICAL);
    if (critical || (!drifted.isEmpty() && share >= limit)) {
      return Verdict.DRIFT;
    }
    if (!with(columns, Verdict.ERROR).isEmpty()) {
      return Verdict.ERROR;
    }
    if (!drifted.isEmpty() || !with(columns, Verdict.WARN).isEmpty()) {
      return Verdict.WARN;
    }
    boolean none = with(columns, Verdict.INSUFFICIENT_DATA).size() == columns.size();
    return none ? Verdict.INSUFFICIENT_DATA : Verdict.PASS;
  }

  private static String reason(
      List<ColumnDrift> columns, double share, double limit, List<String> added) {
    List<String> parts = new ArrayList<>();
    List<ColumnDrift> drifted = with(columns, Verdict.DRIFT);
    if (columns.isEmpty()) {
      parts.add("the reference has no column that can be compared");
    } else if (drifted.isEmpty()) {
      parts.add("none of %d columns drifted".formatted(columns.size()));
    } else {
      List<ColumnDrift> critical =
          drifted.stream().filter(c -> c.importance() == Importance.CRITICAL).toList();
      parts.add(
          "%d of %d columns drifted (%s), %s of the weight, %s the limit of %s%s"
              .formatted(
                  drifted.size(),
                  columns.size(),
                  names(drifted),
                  percent(share),
                  share >= limit ? "at or above" : "below",
                  percent(limit),
                  critical.isEmpty() ? "" : "; critical: " + names(critical)));
    }
    add(parts, "could not be compared", with(columns, Verdict.ERROR));
    add(parts, "warn", with(columns, Verdict.WARN));
    add(parts, "too little data", with(columns, Verdict.INSUFFICIENT_DATA));
    if (!added.isEmpty()) {
      parts.add("not in the reference and so not compared: " + list(added));
    }
    String sentence = String.join("; ", parts);
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
  }

  private static void add(List<String> parts, String what, List<ColumnDrift> columns) {
    if (!columns.isEmpty()) {
      parts.add("%s: %s".formatted(what, names(columns)));
    }
  }

  private static List<ColumnDrift> with(List<ColumnDrift> columns, Verdict verdict) {
    return columns.stream().filter(c -> c.verdict() == verdict).toList();
  }

  private static String names(List<ColumnDrift> columns) {
    return list(columns.stream().map(ColumnDrift::column).toList());
  }

  private static String list(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
    return names.size() <= NAMES ? shown : shown + " and %d more".formatted(names.size() - NAMES);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
