package io.tidemark.bench;

import io.tidemark.bench.BenchTables.Table;
import io.tidemark.drift.reference.ReferenceProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import org.apache.spark.sql.SparkSession;

/** Samples the stacks of a profile, and of a touch for comparison, with the JDK's recorder. */
final class ProfileRun {
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final BenchOptions options;
  private final BenchTables tables;
  private final Contestants contestants;
  private final Consumer<String> progress;

  ProfileRun(SparkSession spark, BenchOptions options, Consumer<String> progress) {
    this.options = options;
    this.tables = new BenchTables(spark, options.directory());
    this.contestants = new Contestants(tables);
    this.progress = progress;
  }

  /** The report: where, and what the samples add up to. */
  String run() {
    Table table = tables.of(options.rows(), BenchColumns.KINDS);
    progress.accept("freezing the reference");
    ReferenceProfile reference = contestants.reference(table);
    var environment = Machine.environment(Clock.systemUTC(), Map.copyOf(System.getenv()));
    StringBuilder text = new StringBuilder();
    text.append(
        "Written by `make bench-profile`: stacks sampled every %d ms by Java Flight Recorder.%n%s, revision %s, %,d rows x %d columns, %s, JDK %s%n"
            .formatted(
                PERIOD.toMillis(),
                environment.startedAt(),
                environment.revision(),
                table.rows(),
                table.columns(),
                environment.processor(),
                environment.jdk()));
    for (Contestant contestant :
        List.of(contestants.profile(table, reference), contestants.touch(table))) {
      progress.accept("sampling " + contestant.name());
      text.append(sampled(contestant));
    }
    return text.toString();
  }

  private String sampled(Contestant contestant) {
    repeat(contestant, options.seconds() / 4);
    Path file = options.directory().resolve(contestant.name() + ".jfr").toAbsolutePath();
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
      recording.enable("jdk.NativeMethodSample").withPeriod(PERIOD);
      recording.enable("jdk.ObjectAllocationSample");
      recording.start();
      Repeated repeated = repeat(contestant, options.seconds() / 2);
      recording.stop();
      recording.dump(file);
      return String.format(
          Locale.ROOT,
          "%n=== %s: %d runs, %.2f s each ===%n%n%s",
          contestant.name(),
          repeated.runs(),
          repeated.seconds() / repeated.runs(),
          HotFrames.of(file).text());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written or read", e);
    }
  }

  private record Repeated(int runs, double seconds) {}

  private static Repeated repeat(Contestant contestant, double seconds) {
    long start = System.nanoTime();
    int runs = 0;
    double taken;
    do {
      contestant.prepare().get().run();
      runs++;
      taken = (System.nanoTime() - start) / 1e9;
    } while (taken < seconds);
    return new Repeated(runs, taken);
  }
}
