package io.tidemark.bench;

import io.tidemark.bench.BenchOptions.Stage;
import io.tidemark.bench.BenchReport.Environment;
import io.tidemark.bench.BenchTables.Table;
import io.tidemark.bench.Rounds.Policy;
import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.reference.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Runs every stage in one JVM. */
final class Measurements {
  static final String CORE = "core";
  static final String SLOW = "slow";
  static final String FREEZE = "freeze";
  static final String DEEQU = "deequ";
  static final String FLATNESS = "flatness";

  /** So few that what they take is what every run takes. */
  private static final long FEW_ROWS = 1000;

  static final String WIDE = "wide";

  private static final Policy NONE = new Policy(0, 0, 0);
  private static final Policy TWICE = new Policy(2, 2, 0);
  private static final Policy ONCE = new Policy(1, 1, 0);

  private final SparkSession spark;
  private final BenchOptions options;
  private final BenchTables tables;
  private final Contestants contestants;
  private final Rounds rounds;
  private final Consumer<String> progress;
  private final List<Timing> timings = new ArrayList<>();

  Measurements(SparkSession spark, BenchOptions options, Rounds rounds, Consumer<String> progress) {
    this.spark = spark;
    this.options = options;
    this.rounds = rounds;
    this.progress = progress;
    this.tables = new BenchTables(spark, options.directory());
    this.contestants = new Contestants(tables);
  }

  BenchReport run(Environment environment) {
    Table main = table(options.rows(), BenchColumns.KINDS);
    ReferenceProfile reference = core(main);
    Runnable profile = () -> contestants.profile(main, reference).prepare().get().run();
    progress.accept("memory and task results of the profile");
    SparkCosts costs = SparkCosts.of(spark.sparkContext(), profile);
    HeapUse heap = HeapUse.of(profile);
    Map<String, Long> verdicts = verdicts(contestants.drift(main, reference));
    Double deequ = options.stages().contains(Stage.DEEQU) ? deequ() : null;
    boolean sizes = options.stages().contains(Stage.FLATNESS);
    if (sizes) {
      measureFlatness(main, reference);
    }
    Double wide = options.stages().contains(Stage.WIDE) ? wide(main, reference) : null;
    return new BenchReport(
        ratio(CORE, "profile", "touch"),
        ratio(CORE, "profile", "planned touch"),
        ratio(SLOW, "spark agg", "profile"),
        ratio(SLOW, "approxQuantile", "profile"),
        ratio(FREEZE, "freeze", "profile"),
        deequ,
        sizes ? (Double) flatness("profile", fixedSeconds()) : null,
        sizes ? (Double) flatness("profile", 0) : null,
        sizes ? (Double) flatness("touch", 0) : null,
        sizes ? (Double) fixedSeconds() : null,
        wide,
        main.rows(),
        main.columns(),
        heap.peakMib(),
        heap.peakLiveMib(),
        heap.liveBeforeMib(),
        costs.largestTaskResultBytes(),
        costs.jobs(),
        verdicts,
        timings,
        List.of(),
        environment);
  }

  private Table table(long rows, int columns) {
    progress.accept("table of %d rows x %d columns".formatted(rows, columns));
    return tables.of(rows, columns);
  }

  private ReferenceProfile core(Table main) {
    progress.accept("freezing the reference");
    ReferenceProfile reference = contestants.reference(main);
    Contestant profile = contestants.profile(main, reference);
    measure(
        CORE,
        List.of(contestants.touch(main), contestants.plannedTouch(main), profile),
        warmUp(),
        often());
    measure(
        SLOW,
        List.of(contestants.sparkAggregate(main), contestants.approxQuantile(main), profile),
        ONCE,
        new Policy(2, 5, options.seconds()));
    // The reference above was the warm-up.
    measure(
        FREEZE,
        List.of(contestants.freeze(main), profile),
        NONE,
        new Policy(1, 5, options.seconds()));
    return reference;
  }

  private double deequ() {
    Table table = table(options.deequRows(), BenchColumns.KINDS);
    Contestant profile = contestants.profile(table, contestants.reference(table));
    Table little = table(Math.min(options.deequRows(), 10_000), BenchColumns.KINDS);
    progress.accept("Deequ warms up on 10,000 rows");
    contestants.deequ(little).prepare().get().run();
    measure(DEEQU, List.of(contestants.touch(table), profile), TWICE, often());
    measure(DEEQU, List.of(contestants.deequ(table)), NONE, ONCE);
    return ratio(DEEQU, "deequ", "profile");
  }

  /** Measures how the cost per row changes with the number of rows. */
  private void measureFlatness(Table main, ReferenceProfile reference) {
    List<Long> sizes = new ArrayList<>(options.flatnessRows());
    sizes.add(0, FEW_ROWS);
    List<Contestant> all = new ArrayList<>();
    for (long rows : sizes) {
      progress.accept("table of %d rows x %d columns".formatted(rows, main.columns()));
      Table table = rows == main.rows() ? main : tables.ofCurrent(rows, main.columns());
      all.add(contestants.touch(table));
      all.add(contestants.profile(table, reference));
    }
    measure(FLATNESS, all, ONCE, new Policy(2, 7, 3 * options.seconds()));
  }

  /**
   * Largest over smallest cost per row.
   *
   * @param fixed seconds that a run takes whatever its rows
   */
  private double flatness(String contestant, double fixed) {
    double[] perRow =
        flatnessTimings(contestant)
            .filter(timing -> timing.rows() != FEW_ROWS)
            .mapToDouble(timing -> (timing.medianSeconds() - fixed) / timing.rows())
            .sorted()
            .toArray();
    return perRow[perRow.length - 1] / perRow[0];
  }

  /** What a profile costs before the first row: Delta's log, planning, starting a job, verdicts. */
  private double fixedSeconds() {
    return flatnessTimings("profile")
        .filter(timing -> timing.rows() == FEW_ROWS)
        .findFirst()
        .orElseThrow()
        .medianSeconds();
  }

  private Stream<Timing> flatnessTimings(String contestant) {
    return timings.stream()
        .filter(t -> t.stage().equals(FLATNESS) && t.contestant().equals(contestant));
  }

  private double wide(Table main, ReferenceProfile reference) {
    Table table = table(options.wideRows(), options.wideColumns());
    ReferenceProfile wideReference = contestants.reference(table);
    measure(
        WIDE,
        List.of(
            contestants.touch(table),
            contestants.profile(table, wideReference),
            contestants.profile(main, reference)),
        warmUp(),
        new Policy(2, 7, options.seconds()));
    List<Timing> profiles =
        timings.stream()
            .filter(t -> t.stage().equals(WIDE) && t.contestant().equals("profile"))
            .toList();
    return profiles.get(0).nanosPerValue() / profiles.get(1).nanosPerValue();
  }

  private void measure(String stage, List<Contestant> contestants, Policy warmUp, Policy measured) {
    timings.addAll(rounds.run(stage, contestants, warmUp, measured));
  }

  private Policy warmUp() {
    return new Policy(1, 6, options.seconds() / 2);
  }

  private Policy often() {
    return new Policy(3, 15, options.seconds());
  }

  private static Map<String, Long> verdicts(DriftResult result) {
    return result.columns().stream()
        .map(ColumnDrift::verdict)
        .collect(Collectors.groupingBy(Enum::name, TreeMap::new, Collectors.counting()));
  }

  private double ratio(String stage, String contestant, String other) {
    return median(stage, contestant) / median(stage, other);
  }

  private double median(String stage, String contestant) {
    @Nullable Timing found =
        timings.stream()
            .filter(t -> t.stage().equals(stage) && t.contestant().equals(contestant))
            .findFirst()
            .orElse(null);
    if (found == null) {
      throw new IllegalStateException("%s was not measured in %s".formatted(contestant, stage));
    }
    return found.medianSeconds();
  }
}
