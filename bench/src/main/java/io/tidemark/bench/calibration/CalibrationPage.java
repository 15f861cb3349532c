package io.tidemark.bench.calibration;

import io.tidemark.drift.DriftThresholds;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of the documentation. */
final class CalibrationPage {
  private static final DriftThresholds THRESHOLDS = DriftThresholds.defaults();
  private static final double ERRORS = 3;

  /** Bins at which verdicts of numbers are shown. */
  private static final int USUAL_BINS = 10;

  /** Groups of categories that are left to the JSON file. */
  private static final List<String> LEFT_OUT = List.of(" 5 of them", " 20 of them");

  private final StringBuilder page = new StringBuilder();

  /** Writes it. */
  static String of(
      String introduction,
      List<Simulated> still,
      List<Simulated> drifted,
      List<KnownDefects.Row> defects) {
    CalibrationPage written = new CalibrationPage();
    written.page.append(introduction);
    written.atAGlance(still);
    written.line("## False alarms, table by table");
    written.line("");
    written.line(
        """
        First table: share of replicates with p < 0.05, in percent: 5 is right, less is careful. **Bold**: above 5 by more than
        three binomial standard errors. PSI 10 is PSI on 10 bins. Second table: verdicts at the default thresholds, in percent
        of the replicates: DRIFT / WARN / INSUFFICIENT_DATA; the rest is PASS.""");
    written.line("");
    for (Simulated group : still) {
      if (LEFT_OUT.stream().noneMatch(group.title()::endsWith)) {
        written.group(group);
      }
    }
    written.line("## Power");
    written.line("");
    written.line(
        """
        The same tables where something drifts. The reference has 100,000 rows. The share with p < 0.05 is the power of the
        test; the verdict also wants the effect to reach its threshold, so a drift below it is rightly a PASS.""");
    written.line("");
    drifted.forEach(written::group);
    written.defects(defects);
    return written.page.toString().stripTrailing() + "\n";
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static final class Extremes {
    private double lowest = 1;
    private double highest;
    private String where = "";
    private double drift;

    private void add(double rate, String situation, double drifted) {
      lowest = Math.min(lowest, rate);
      if (rate > highest) {
        highest = rate;
        where = situation;
      }
      drift = Math.max(drift, drifted);
    }
  }

  private void atAGlance(List<Simulated> still) {
    Map<Measure, Extremes> found = new EnumMap<>(Measure.class);
    for (Simulated group : still) {
      for (Simulated.Row row : group.rows()) {
        for (Situation.Key key : row.rates().keys()) {
          String where =
              "%s, %,d v %,d rows%s"
                  .formatted(
                      group.title(),
                      row.situation().n(),
                      row.situation().m(),
                      key.bins() == 0 ? "" : ", %d bins".formatted(key.bins()));
          found
              .computeIfAbsent(key.measure(), measure -> new Extremes())
              .add(row.rates().belowAlpha(key), where, row.rates().drift(key));
        }
      }
    }
    line("## At a glance");
    line("");
    line("| measure | lowest share with p < 0.05 | highest | where | highest share of DRIFT |");
    line("| --- | --- | --- | --- | --- |");
    found.forEach(
        (measure, extremes) ->
            line(
                "| %s | %s %% | %s %% | %s | %s |"
                    .formatted(
                        measure.label(),
                        percent(extremes.lowest),
                        percent(extremes.highest),
                        extremes.where,
                        judged(measure) ? percent(extremes.drift) + " %" : "not judged")));
    line("");
  }

  private void group(Simulated group) {
    line("### " + group.title());
    line("");
    List<Situation.Key> keys = group.rows().get(0).rates().keys();
    header(keys);
    for (Simulated.Row row : group.rows()) {
      start(row);
      for (Situation.Key key : keys) {
        double rate = row.rates().belowAlpha(key);
        double error =
            Math.sqrt(Situation.ALPHA * (1 - Situation.ALPHA) / row.rates().replicates());
        boolean often = !isPower(group) && rate > Situation.ALPHA + ERRORS * error;
        page.append(
            often ? " **%s** |".formatted(percent(rate)) : " %s |".formatted(percent(rate)));
      }
      line("");
    }
    line("");
    List<Situation.Key> verdicts =
        keys.stream().filter(key -> judged(key.measure())).filter(key -> usual(key, keys)).toList();
    header(verdicts);
    for (Simulated.Row row : group.rows()) {
      start(row);
      for (Situation.Key key : verdicts) {
        page.append(
            " %s / %s / %s |"
                .formatted(
                    percent(row.rates().drift(key)),
                    percent(row.rates().warn(key)),
                    percent(row.rates().insufficient(key))));
      }
      line("");
    }
    line("");
  }

  private static boolean isPower(Simulated group) {
    return group.rows().stream().allMatch(row -> row.situation().n() == Grid.POWER_REFERENCE);
  }

  /** Verdicts are shown on the usual number of bins where there are several. */
  private static boolean usual(Situation.Key key, List<Situation.Key> keys) {
    boolean several = keys.stream().filter(other -> other.measure() == key.measure()).count() > 1;
    return !several || key.bins() == USUAL_BINS;
  }

  private static boolean judged(Measure measure) {
    return !THRESHOLDS.of(measure).equals(Threshold.NONE);
  }

  private void header(List<Situation.Key> keys) {
    page.append("| n | m |");
    for (Situation.Key key : keys) {
      page.append(" %s%s |".formatted(shortened(key.measure()), bins(key)));
    }
    line("");
    line("| --: | --: |" + " --: |".repeat(keys.size()));
  }

  private static String bins(Situation.Key key) {
    return key.bins() == 0 || key.measure() == Measure.CHI_SQUARE ? "" : " " + key.bins();
  }

  private void start(Simulated.Row row) {
    page.append(
        String.format(Locale.ROOT, "| %,d | %,d |", row.situation().n(), row.situation().m()));
  }

  private static String shortened(Measure measure) {
    return switch (measure) {
      case JENSEN_SHANNON -> "JS";
      case TOTAL_VARIATION -> "TV";
      case L_INFINITY -> "L∞";
      case CHI_SQUARE -> "V";
      case PSI, KS, WASSERSTEIN, NULL_SHARE, NAN_SHARE, UNSEEN_SHARE -> measure.label();
    };
  }

  private void defects(List<KnownDefects.Row> defects) {
    line("## Known defects of other tools");
    line("");
    line(
        """
        Each was seen in a tool in use. Theirs: the figure done that way, simulated here unless noted. Ours: the same situation
        with Tidemark.""");
    line("");
    line("| defect | theirs | ours |");
    line("| --- | --- | --- |");
    for (KnownDefects.Row row : defects) {
      line("| %s | %s | %s |".formatted(row.defect(), row.theirs(), row.ours()));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
