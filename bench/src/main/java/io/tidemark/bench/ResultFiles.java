package io.tidemark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.bench.BenchReport.OtherTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a run: what is measured under target, what is published under results. */
final class ResultFiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Path directory;
  private final Path results;

  /**
   * @param directory intermediate files
   * @param results published files
   */
  ResultFiles(Path directory, Path results) {
    this.directory = directory;
    this.results = results;
  }

  void writeMeasured(BenchReport report) {
    write(measured(), pretty(report));
  }

  BenchReport readMeasured() {
    return read(measured(), BenchReport.class);
  }

  /** Leaves word which table the tools in processes of their own read. */
  void writeOtherToolsTable(Path table) {
    write(directory.resolve("python-table.txt"), table + "\n");
  }

  /** What the tools in processes of their own have written, in the order of their file names. */
  List<OtherTool> readOthers() {
    Path others = directory.resolve("others");
    if (!Files.isDirectory(others)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(others)) {
      List<OtherTool> tools = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        tools.add(read(file, OtherTool.class));
      }
      return tools;
    } catch (IOException e) {
      throw new UncheckedIOException(others + " cannot be listed", e);
    }
  }

  /** Writes latest.json and the page, and adds a line to the history. */
  void publish(BenchReport report, Path page) {
    write(results.resolve("latest.json"), pretty(report));
    write(page, BenchmarkPage.of(report));
    Path history = results.resolve("history.jsonl");
    try {
      Files.writeString(
          history,
          JSON.writeValueAsString(line(report)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(history + " cannot be written", e);
    }
  }

  void writeProfile(String text) {
    write(results.resolve("profile.txt"), text);
  }

  /** What is kept of every run for ever: few numbers on one line. */
  private static Map<String, Object> line(BenchReport report) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("started_at", report.environment().startedAt());
    line.put("revision", report.environment().revision());
    line.put("rows", report.rows());
    line.put("columns", report.columns());
    line.put("profile_over_touch", report.profileOverTouch());
    line.put("profile_over_planned_touch", report.profileOverPlannedTouch());
    line.put("spark_agg_over_profile", report.sparkAggOverProfile());
    line.put("approx_quantile_over_profile", report.approxQuantileOverProfile());
    line.put("deequ_over_profile", report.deequOverProfile());
    line.put("freeze_over_profile", report.freezeOverProfile());
    line.put("flatness", report.flatness());
    line.put("flatness_with_fixed", report.flatnessWithFixed());
    line.put("fixed_seconds", report.fixedSeconds());
    line.put("wide_over_narrow_per_value", report.wideOverNarrowPerValue());
    for (String contestant : List.of("touch", "profile")) {
      Timing timing = report.timing(Measurements.CORE, contestant);
      line.put(contestant + "_seconds", timing == null ? null : timing.medianSeconds());
    }
    line.put("peak_heap_mib", report.peakHeapMib());
    line.put("peak_live_heap_mib", report.peakLiveHeapMib());
    line.put("largest_task_result_bytes", report.largestTaskResultBytes());
    line.put("load_before", report.environment().loadBefore());
    return line;
  }

  private Path measured() {
    return directory.resolve("measured.json");
  }

  private static String pretty(BenchReport report) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("a report consists of plain values only", e);
    }
  }

  private static <T> T read(Path file, Class<T> type) {
    try {
      return JSON.readValue(Files.readString(file), type);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read; run `make bench` again", e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
