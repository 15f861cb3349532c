package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Adds up the samples of a flight recording: by layer, by innermost frame, by our own frame. */
final class HotFrames {
  private static final String TASKS = "Executor task launch worker";
  private static final int SHOWN = 25;

  private final Map<FrameLayer, Long> layers = new EnumMap<>(FrameLayer.class);
  private final Map<String, Long> tops = new HashMap<>();
  private final Map<String, Long> ours = new HashMap<>();
  private final Map<String, Long> driver = new HashMap<>();
  private final Map<String, Long> allocations = new HashMap<>();
  private long samples;
  private long driverSamples;
  private long allocated;

  /** Reads a recording. */
  static HotFrames of(Path recording) throws IOException {
    HotFrames frames = new HotFrames();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        frames.accept(file.readEvent());
      }
    }
    return frames;
  }

  private void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample", "jdk.NativeMethodSample" ->
          sample(event.getThread("sampledThread"), event.getStackTrace(), event);
      case "jdk.ObjectAllocationSample" -> {
        long weight = event.getLong("weight");
        allocated += weight;
        allocations.merge(event.getClass("objectClass").getName(), weight, Long::sum);
      }
      default -> {
        // Other events tell nothing about frames.
      }
    }
  }

  private void sample(RecordedThread thread, RecordedStackTrace stack, RecordedEvent event) {
    if (thread == null || thread.getJavaName() == null || stack == null) {
      return;
    }
    List<RecordedFrame> frames = stack.getFrames();
    if (frames.isEmpty()) {
      return;
    }
    boolean isNative = event.getEventType().getName().equals("jdk.NativeMethodSample");
    if (thread.getJavaName().startsWith(TASKS)) {
      task(frames);
    } else if (thread.getJavaName().equals("main") && !isNative) {
      driverSamples++;
      driver.merge(name(frames.get(0)), 1L, Long::sum);
    }
  }

  private void task(List<RecordedFrame> frames) {
    List<String> classes = new ArrayList<>();
    frames.forEach(frame -> classes.add(frame.getMethod().getType().getName()));
    samples++;
    FrameLayer layer = FrameLayer.of(classes);
    layers.merge(layer, 1L, Long::sum);
    tops.merge("[%s] %s".formatted(layer, name(frames.get(0))), 1L, Long::sum);
    if (layer == FrameLayer.PROFILE) {
      frames.stream()
          .filter(f -> f.getMethod().getType().getName().startsWith("io.tidemark."))
          .findFirst()
          .ifPresent(f -> ours.merge("%s:%d".formatted(name(f), f.getLineNumber()), 1L, Long::sum));
    }
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /** The sums as text; shares are of the samples in tasks. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "Samples in tasks: %d, on the driver's thread: %d%n".formatted(samples, driverSamples));
    text.append("\nBy layer\n");
    for (FrameLayer layer : FrameLayer.values()) {
      line(text, layer.title(), layers.getOrDefault(layer, 0L), samples);
    }
    top(text, "By innermost frame (self time)", tops, samples);
    top(text, "By our innermost line, where the layer is ours", ours, samples);
    top(text, "On the driver's thread, by innermost frame", driver, driverSamples);
    top(text, "Bytes allocated, by class (sampled, all threads)", allocations, allocated);
    return text.toString();
  }

  private static void top(StringBuilder text, String title, Map<String, Long> counts, long all) {
    text.append('\n').append(title).append('\n');
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(SHOWN)
        .forEach(entry -> line(text, entry.getKey(), entry.getValue(), all));
  }

  private static void line(StringBuilder text, String name, long count, long all) {
    text.append(
        String.format(Locale.ROOT, "  %5.1f %%  %s%n", all == 0 ? 0.0 : 100.0 * count / all, name));
  }
}
