package io.tidemark.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.bench.BenchReport.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells where a run happens. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
  private static final Pattern JAR = Pattern.compile("-(\\d[^/]*)\\.jar$");
  private static final int MIB = 1024 * 1024;

  private Machine() {}

  static Environment environment(Clock clock, Map<String, String> variables) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Environment(
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        variables.getOrDefault("BENCH_REVISION", "unknown"),
        processor(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() / MIB,
        Runtime.getRuntime().maxMemory() / MIB,
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", ")),
        Runtime.version().toString(),
        libraries(),
        system.getSystemLoadAverage());
  }

  private static Map<String, String> libraries() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("spark", version(org.apache.spark.sql.SparkSession.class));
    versions.put("delta", version(io.delta.tables.DeltaTable.class));
    versions.put("deequ", version(com.amazon.deequ.profiles.ColumnProfilerRunner.class));
    return versions;
  }

  /** The version in the name of the jar that a class is from. */
  private static String version(Class<?> type) {
    URI jar = URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
    Matcher matcher = JAR.matcher(jar.getPath());
    return matcher.find() ? matcher.group(1) : "unknown";
  }

  private static String processor() {
    if (!Files.exists(PROCESSORS)) {
      return System.getProperty("os.arch", "unknown");
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      Matcher matcher = MODEL.matcher(lines.collect(Collectors.joining("\n")));
      return matcher.find() ? matcher.group(1).strip() : "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException(PROCESSORS + " cannot be read", e);
    }
  }
}
