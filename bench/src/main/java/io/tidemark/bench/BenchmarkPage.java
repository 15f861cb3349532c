package io.tidemark.bench;

import io.tidemark.bench.BenchReport.Environment;
import io.tidemark.bench.BenchReport.OtherTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes docs/benchmarks.md. */
final class BenchmarkPage {
  private static final Map<String, String> WORK =
      Map.of(
          "touch",
          "the floor: decodes every column from Spark's columnar batches, checks nulls and adds the values up (of strings, their lengths)",
          "planned touch",
          "touch without the planning by Spark and Delta, which ends before the clock starts",
          "profile",
          "`DriftComparison.compare`: the full profile of the current version, and every drift measure, noise bound and verdict against a frozen reference",
          "spark agg",
          "one `agg` with count, min and max of all columns and avg and stddev of the numbers",
          "approxQuantile",
          "deciles of the 12 doubles alone at a relative error of 0.001",
          "freeze",
          "`ReferenceProfiles.freeze` of the reference version",
          "deequ",
          "Deequ's `ColumnProfilerRunner` with its default options");

  private BenchmarkPage() {}

  static String of(BenchReport report) {
    StringBuilder page = new StringBuilder();
    page.append(introduction(report.environment()));
    page.append(goals(report));
    page.append("\n## One JVM\n\n").append(table(report));
    page.append("\n## Tools in processes of their own\n\n").append(others(report));
    page.append("\n## Memory and results\n\n").append(memory(report));
    page.append(caveats(report));
    return page.toString();
  }

  private static String introduction(Environment environment) {
    return """
        # Benchmarks

        Written by `make bench`; do not edit. Raw timings are in [latest.json](../bench/results/latest.json), earlier
        runs in [history.jsonl](../bench/results/history.jsonl), and where the time of a profile goes in
        [profile.txt](../bench/results/profile.txt).

        ```
        make bench                                # everything, writes this page
        make bench BENCH_ROWS=500000              # another size of the main table
        make bench BENCH_STAGES=core              # prints the core alone, publishes nothing
        make bench-profile                        # where a profile spends its time
        ```

        Run of %s, revision `%s`: %s, %d cores, %,d MiB of memory, JDK %s with a heap of %,d MiB (%s), Spark `local[2]`.
        Load before the run: %.2f. Versions: %s.

        """
        .formatted(
            environment.startedAt(),
            environment.revision(),
            environment.processor(),
            environment.cores(),
            environment.memoryMib(),
            environment.jdk(),
            environment.maxHeapMib(),
            environment.collectors(),
            environment.loadBefore(),
            environment.libraries().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static String goals(BenchReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("| goal | wanted | measured | |");
    lines.add("|---|---|---|---|");
    lines.add(goal("profile over touch", report.profileOverTouch(), 2, true));
    lines.add(
        String.format(
            Locale.ROOT,
            "| profile over touch, where only the profile has to plan | | %.2f | |",
            report.profileOverPlannedTouch()));
    lines.add(goal("Spark's aggregate over profile", report.sparkAggOverProfile(), 8, false));
    lines.add(goal("Deequ's profiler over profile", report.deequOverProfile(), 100, false));
    lines.add(
        goal("largest over smallest cost per row, beyond the fixed", report.flatness(), 1.2, true));
    if (report.flatnessWithFixed() != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| the same with the fixed %.2f s (of the touch: %.2f) | | %.2f | |",
              report.fixedSeconds(),
              report.touchFlatnessWithFixed(),
              report.flatnessWithFixed()));
    }
    lines.add(
        goal(
            "cost per value, wide over %d columns".formatted(report.columns()),
            report.wideOverNarrowPerValue(),
            2,
            true));
    return String.join("\n", lines) + "\n";
  }

  private static String goal(String name, @Nullable Double measured, double bound, boolean atMost) {
    if (measured == null) {
      return "| %s | | not run | |".formatted(name);
    }
    boolean met = atMost ? measured <= bound : measured >= bound;
    return String.format(
        Locale.ROOT,
        "| %s | at %s %s | **%.2f** | %s |",
        name,
        atMost ? "most" : "least",
        bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound),
        measured,
        met ? "met" : "missed");
  }

  private static String table(BenchReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("Contestants of a group ran in turn; ratios are taken within a group, of medians.\n");
    lines.add("| group | what | rows | columns | median s | runs | ns per row | ns per value |");
    lines.add("|---|---|---:|---:|---:|---:|---:|---:|");
    for (Timing timing : report.timings()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d | %,d | %.2f | %d | %,.1f | %.2f |",
              timing.stage(),
              timing.contestant(),
              timing.rows(),
              timing.columns(),
              timing.medianSeconds(),
              timing.seconds().size(),
              timing.nanosPerRow(),
              timing.nanosPerValue()));
    }
    lines.add("");
    List<String> named = report.timings().stream().map(Timing::contestant).distinct().toList();
    for (String contestant : named) {
      lines.add("* *%s*: %s.".formatted(contestant, WORK.getOrDefault(contestant, contestant)));
    }
    lines.add("");
    lines.add(
        "Columns of the main table by drift verdict: %s."
            .formatted(
                report.verdicts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> "%d %s".formatted(e.getValue(), e.getKey()))
                    .collect(Collectors.joining(", "))));
    return String.join("\n", lines) + "\n";
  }

  private static String others(BenchReport report) {
    if (report.others().isEmpty()) {
      return "None were run.\n";
    }
    Timing profile = report.timing(Measurements.DEEQU, "profile");
    if (profile == null) {
      profile = report.timing(Measurements.CORE, "profile");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Each reads the same Parquet files of both versions, samples them to a size at which it finishes, and works on pandas frames in memory; the time is that of its own work alone, reading is listed by itself. One process, so mostly one core, where Spark has two. Compared with the profile of the rows that Deequ got.\n");
    lines.add(
        "| tool | rows | columns | median s | reading s | ns per value | over profile, per value | resident MiB |");
    lines.add("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (OtherTool tool : report.others()) {
      lines.add(row(tool, profile));
    }
    lines.add("");
    for (OtherTool tool : report.others()) {
      lines.add(
          "* *%s %s, %d columns*: %s. %s"
              .formatted(tool.tool(), tool.version(), tool.columns(), tool.work(), tool.note()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(OtherTool tool, @Nullable Timing profile) {
    if (tool.rows() == 0) {
      return "| %s | none | | | | | | |".formatted(tool.tool());
    }
    double perValue = tool.medianSeconds() * 1e9 / tool.rows() / tool.columns();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %d | %.2f | %.2f | %,.0f | %s | %,.0f |",
        tool.tool(),
        tool.rows(),
        tool.columns(),
        tool.medianSeconds(),
        tool.readingSeconds(),
        perValue,
        profile == null
            ? ""
            : String.format(Locale.ROOT, "%,.1f", perValue / profile.nanosPerValue()),
        tool.peakMemoryMib());
  }

  private static String memory(BenchReport report) {
    return String.format(
        Locale.ROOT,
        """
        One profile of %,d rows x %d columns runs %d Spark job(s). The largest task result is %,d bytes. Peak heap is
        %,.0f MiB as the sum of the peaks of all heap pools, garbage included, which mostly tells how much the collector
        lets lie; with a full collection every tenth of a second at most %,.0f MiB live, of which %,.0f MiB are Spark and
        the benchmark before the profile.
        """,
        report.rows(),
        report.columns(),
        report.sparkJobsPerProfile(),
        report.largestTaskResultBytes(),
        report.peakHeapMib(),
        report.peakLiveHeapMib(),
        report.liveHeapBeforeMib());
  }

  private static String caveats(BenchReport report) {
    return """

        ## What to keep in mind

        * The data are synthetic (`BenchColumns`): 12 doubles, 5 whole numbers, 4 strings, a function of the row number, so
          every run sees the same. Real data compress otherwise, and with them the floor moves.
        * Files lie in the page cache after the first run; a cold disk or an object store moves the floor up and all
          ratios to it down.
        * Every run plans its query anew, touch too; loading the Delta log comes before the clock starts. A collection
          runs before each, not timed.
        * Touch is a floor, not a rival: it computes nothing anyone needs.
        * The rivals compute less than the profile: the aggregate no counts on bins, categories or distinct values,
          approxQuantile nothing but deciles; Deequ profiles, but compares nothing. Freezing is done once per reference.
        * Deequ was run on %,d rows because it takes minutes there, once, after a warm-up on 10,000 rows.
        * The cost per value of %s is compared with the main table's in the same group.
        """
        .formatted(
            deequRows(report),
            report.wideOverNarrowPerValue() == null ? "wide tables" : "the wide table");
  }

  private static long deequRows(BenchReport report) {
    Timing deequ = report.timing(Measurements.DEEQU, "deequ");
    return deequ == null ? 0 : deequ.rows();
  }
}
