package io.tidemark.drift;

import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The verdict on a dataset from those on its columns.
 *
 * <ol>
 *   <li>{@link Verdict#DRIFT} when a critical column of any role drifted or the drifted features'
 *       share of the weight of all features reaches the limit, whatever else could not be compared;
 *   <li>{@link Verdict#ERROR} when a column could not be compared;
 *   <li>{@link Verdict#WARN} when a column warns, when features drifted below the limit, or when a
 *       target or prediction drifted;
 *   <li>{@link Verdict#INSUFFICIENT_DATA} when that is the verdict of every column, or there is
 *       none;
 *   <li>else {@link Verdict#PASS}.
 * </ol>
 *
 * Targets and predictions are no part of the share: they are not what the model is fed with, and
 * would water it down. Where nothing weighs anything the share is 0.
 *
 * @param driftedShare share of the features' weights that drifted, in [0, 1]
 * @param verdict the verdict
 * @param reason why, in one sentence
 * @param roles features always, targets and predictions where there are such columns
 */
record DatasetVerdict(double driftedShare, Verdict verdict, String reason, List<RoleDrift> roles) {
  private static final int NAMES = 5;

  DatasetVerdict {
    roles = List.copyOf(roles);
  }

  /**
   * Decides.
   *
   * @param columns the columns with their verdicts
   * @param options weights, roles and the limit
   * @param added columns of the current data that the reference does not have
   */
  static DatasetVerdict of(List<ColumnDrift> columns, DriftOptions options, List<String> added) {
    List<ColumnDrift> features = of(Role.FEATURE, columns, options);
    double limit = options.maxDriftedShare();
    double share = share(features, options);
    List<RoleDrift> roles = new ArrayList<>();
    roles.add(
        new RoleDrift(Role.FEATURE, names(features), share, decide(features, share >= limit)));
    for (Role role : List.of(Role.TARGET, Role.PREDICTION)) {
      List<ColumnDrift> own = of(role, columns, options);
      if (!own.isEmpty()) {
        roles.add(new RoleDrift(role, names(own), share(own, options), worst(own)));
      }
    }
    return new DatasetVerdict(
        share, decide(columns, share >= limit), reason(columns, options, share, added), roles);
  }

  private static Verdict decide(List<ColumnDrift> columns, boolean limitReached) {
    List<ColumnDrift> drifted = with(columns, Verdict.DRIFT);
    boolean critical = drifted.stream().anyMatch(c -> c.importance() == Importance.CRITICAL);
    if (critical || limitReached) {
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

  private static Verdict worst(List<ColumnDrift> columns) {
    return columns.stream().map(ColumnDrift::verdict).reduce(Verdict.PASS, Verdict::worse);
  }

  private static double share(List<ColumnDrift> columns, DriftOptions options) {
    double all = weight(columns, options);
    return all == 0 ? 0 : weight(with(columns, Verdict.DRIFT), options) / all;
  }

  private static double weight(List<ColumnDrift> columns, DriftOptions options) {
    double sum = 0;
    for (ColumnDrift column : columns) {
      Double own = options.column(column.column()).weight();
      sum += own == null ? column.importance().weight() : own;
    }
    return sum;
  }

  private static List<ColumnDrift> of(Role role, List<ColumnDrift> columns, DriftOptions options) {
    return columns.stream().filter(c -> options.column(c.column()).role() == role).toList();
  }

  private static String reason(
      List<ColumnDrift> columns, DriftOptions options, double share, List<String> added) {
    List<String> parts = new ArrayList<>();
    List<ColumnDrift> features = of(Role.FEATURE, columns, options);
    if (columns.isEmpty()) {
      parts.add(
          "the reference has no column that can be compared: all are left out, or of types such as struct, array, map"
              + " and binary");
    } else {
      String what = features.size() == columns.size() ? "columns" : "features";
      parts.add(shareInWords(features, what, share, options.maxDriftedShare()));
      drifted("target", of(Role.TARGET, columns, options)).forEach(parts::add);
      drifted("prediction", of(Role.PREDICTION, columns, options)).forEach(parts::add);
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

  private static String shareInWords(
      List<ColumnDrift> features, String what, double share, double limit) {
    List<ColumnDrift> drifted = with(features, Verdict.DRIFT);
    if (drifted.isEmpty()) {
      return "none of %d %s drifted".formatted(features.size(), what);
    }
    List<ColumnDrift> critical = critical(drifted);
    return "%d of %d %s drifted (%s), %s of the weight, %s the limit of %s%s"
        .formatted(
            drifted.size(),
            features.size(),
            what,
            list(names(drifted)),
            percent(share),
            share >= limit ? "at or above" : "below",
            percent(limit),
            critical.isEmpty() ? "" : "; critical: " + list(names(critical)));
  }

  private static Stream<String> drifted(String role, List<ColumnDrift> columns) {
    List<ColumnDrift> drifted = with(columns, Verdict.DRIFT);
    if (drifted.isEmpty()) {
      return Stream.empty();
    }
    String critical = critical(drifted).isEmpty() ? "" : ", which is critical";
    return Stream.of("the %s drifted (%s)%s".formatted(role, list(names(drifted)), critical));
  }

  private static List<ColumnDrift> critical(List<ColumnDrift> columns) {
    return columns.stream().filter(c -> c.importance() == Importance.CRITICAL).toList();
  }

  private static void add(List<String> parts, String what, List<ColumnDrift> columns) {
    if (!columns.isEmpty()) {
      parts.add("%s: %s".formatted(what, list(names(columns))));
    }
  }

  private static List<ColumnDrift> with(List<ColumnDrift> columns, Verdict verdict) {
    return columns.stream().filter(c -> c.verdict() == verdict).toList();
  }

  private static List<String> names(List<ColumnDrift> columns) {
    return columns.stream().map(ColumnDrift::column).toList();
  }

  private static String list(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
    return names.size() <= NAMES ? shown : shown + " and %d more".formatted(names.size() - NAMES);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
