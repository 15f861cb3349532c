package io.tidemark.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to measure and at which size.
 *
 * @param rows rows of the main table
 * @param flatnessRows row counts over which the cost per row is compared
 * @param wideRows rows of the wide table
 * @param wideColumns columns of the wide table
 * @param deequRows rows of the table that Deequ and the Python tools get
 * @param stages what to run besides the core; a partial run does not replace the published results
 * @param seconds time that a group of contestants may take, beyond its smallest number of rounds
 * @param directory where tables and intermediate files are kept
 */
public record BenchOptions(
    long rows,
    List<Long> flatnessRows,
    long wideRows,
    int wideColumns,
    long deequRows,
    Set<Stage> stages,
    double seconds,
    Path directory) {

  /** What can be left out. */
  public enum Stage {
    /** Deequ's profiler. */
    DEEQU,
    /** The cost per row over sizes. */
    FLATNESS,
    /** Many columns. */
    WIDE
  }

  public BenchOptions {
    flatnessRows = List.copyOf(flatnessRows);
    stages = Set.copyOf(stages);
    if (rows < 1 || wideRows < 1 || wideColumns < 1 || deequRows < 1) {
      throw new IllegalArgumentException(
          "every table needs at least one row and column, but the sizes are %d rows, %d x %d wide and %d rows for Deequ"
              .formatted(rows, wideRows, wideColumns, deequRows));
    }
  }

  /**
   * Options from environment variables, each with a default.
   *
   * @throws IllegalArgumentException with all problems if a variable cannot be read
   */
  public static BenchOptions fromEnvironment(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    BenchOptions options =
        new BenchOptions(
            reader.number("BENCH_ROWS", 5_000_000),
            reader.numbers("BENCH_FLATNESS_ROWS", List.of(1_000_000L, 5_000_000L, 20_000_000L)),
            reader.number("BENCH_WIDE_ROWS", 100_000),
            (int) reader.number("BENCH_WIDE_COLUMNS", 1000),
            reader.number("BENCH_DEEQU_ROWS", 500_000),
            reader.stages("BENCH_STAGES"),
            reader.number("BENCH_SECONDS", 40),
            Path.of(environment.getOrDefault("BENCH_DIRECTORY", "bench/target")));
    reader.check();
    return options;
  }

  /** True if nothing is left out. */
  public boolean complete() {
    return stages.size() == Stage.values().length;
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    long number(String name, long otherwise) {
      return numbers(name, List.of(otherwise)).get(0);
    }

    List<Long> numbers(String name, List<Long> otherwise) {
      String text = environment.getOrDefault(name, "").replace("_", "").strip();
      if (text.isEmpty()) {
        return otherwise;
      }
      if (!text.matches("[1-9][0-9]{0,9}(\\s*,\\s*[1-9][0-9]{0,9})*")) {
        problems.add("%s is `%s`, not whole numbers above 0".formatted(name, text));
        return otherwise;
      }
      return Arrays.stream(text.split(",", -1)).map(String::strip).map(Long::valueOf).toList();
    }

    Set<Stage> stages(String name) {
      String text = environment.getOrDefault(name, "all").strip();
      if (text.isEmpty() || text.equals("all")) {
        return EnumSet.allOf(Stage.class);
      }
      Set<Stage> stages = EnumSet.noneOf(Stage.class);
      for (String part : text.split(",", -1)) {
        String stage = part.strip().toUpperCase(Locale.ROOT);
        if (stage.equals("CORE")) {
          continue;
        }
        if (Arrays.stream(Stage.values()).noneMatch(s -> s.name().equals(stage))) {
          problems.add(
              "%s names `%s`; there are core, deequ, flatness, wide".formatted(name, part));
        } else {
          stages.add(Stage.valueOf(stage));
        }
      }
      return stages;
    }

    void check() {
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(
            "the benchmark cannot run: " + String.join("; ", problems));
      }
    }
  }
}
