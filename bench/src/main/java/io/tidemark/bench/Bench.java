package io.tidemark.bench;

import io.tidemark.bench.BenchReport.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Measures ({@code measure}), publishes what was measured ({@code publish}), or tells where the
 * profile spends its time ({@code profile}). Sizes are environment variables, see {@link
 * BenchOptions}.
 */
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    String command = arguments.length == 1 ? arguments[0] : "";
    BenchOptions options = BenchOptions.fromEnvironment(System.getenv());
    ResultFiles files = new ResultFiles(options.directory(), Path.of("bench", "results"));
    switch (command) {
      case "measure" -> measure(options, files);
      case "publish" -> publish(options, files);
      case "profile" -> profile(options, files);
      default ->
          throw new IllegalArgumentException(
              "give one of measure, publish, profile, not `%s`"
                  .formatted(String.join(" ", arguments)));
    }
  }

  private static void measure(BenchOptions options, ResultFiles files) {
    Consumer<String> progress = System.err::println;
    Environment environment = Machine.environment(Clock.systemUTC(), System.getenv());
    try (SparkSession spark = BenchSpark.start(options.directory())) {
      // No run pays for the garbage of the one before.
      Rounds rounds = new Rounds(System::nanoTime, System::gc, progress);
      files.writeMeasured(new Measurements(spark, options, rounds, progress).run(environment));
      BenchTables tables = new BenchTables(spark, options.directory());
      files.writeOtherToolsTable(tables.of(options.deequRows(), BenchColumns.KINDS).path());
    }
  }

  private static void publish(BenchOptions options, ResultFiles files) {
    BenchReport report = files.readMeasured().with(files.readOthers());
    System.out.println(BenchmarkPage.of(report));
    if (options.complete() && !report.others().isEmpty()) {
      files.publish(report, Path.of("docs", "benchmarks.md"));
    } else {
      System.out.println("Parts were left out: bench/results and docs stay as they are.");
    }
  }

  private static void profile(BenchOptions options, ResultFiles files) {
    try (SparkSession spark = BenchSpark.start(options.directory())) {
      files.writeProfile(new ProfileRun(spark, options, System.err::println).run());
    }
  }
}
