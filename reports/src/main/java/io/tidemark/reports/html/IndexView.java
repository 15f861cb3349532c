package io.tidemark.reports.html;

import io.tidemark.reports.MonitorState;
import io.tidemark.reports.RunSummary;
import io.tidemark.reports.SitePaths;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page of all monitors.
 *
 * @param monitors one line each, the worst state first
 * @param newest the newest runs
 * @param runs number of all runs
 */
public record IndexView(List<MonitorLine> monitors, List<RunLine> newest, long runs) {

  private static final int MOST_RECENT = 10;

  public IndexView {
    monitors = List.copyOf(monitors);
    newest = List.copyOf(newest);
  }

  /**
   * A run in a line.
   *
   * @param run the run
   */
  public record RunLine(RunSummary run) {
    /** Its outcome. */
    public Badge badge() {
      return Badge.of(run.verdict());
    }

    /** Its page. */
    public String href() {
      return SitePaths.run(run.runId());
    }

    /** Its monitor's page. */
    public String monitorHref() {
      return SitePaths.monitor(run.monitor(), run.environment());
    }

    /** The table's version. */
    public String version() {
      Long version = run.tableVersion();
      return version == null ? Format.NONE : version.toString();
    }

    /** What it is, for who does not see its icon. */
    public String label() {
      return Format.minute(run.startedAt())
          + ", version "
          + version()
          + ": "
          + badge().word().toLowerCase(Locale.ROOT);
    }

    /** The version to sort by. */
    public String versionKey() {
      return run.tableVersion() == null ? "" : version();
    }
  }

  /**
   * A monitor in a line.
   *
   * @param latest its latest run
   * @param recent its latest runs among the newest of all, oldest first
   * @param runs number of its runs
   */
  public record MonitorLine(RunLine latest, List<RunLine> recent, long runs) {
    public MonitorLine {
      recent = List.copyOf(recent);
    }

    private boolean has(Tone tone) {
      return latest.badge().tone() == tone;
    }

    /** Whether somebody must do something. */
    boolean isBad() {
      return has(Tone.BAD) || has(Tone.ERROR);
    }
  }

  /** View of all monitors. */
  public static IndexView of(List<MonitorState> monitors, List<RunSummary> newest) {
    return new IndexView(
        monitors.stream()
            .sorted(
                Comparator.comparing((MonitorState m) -> m.latest().verdict())
                    .reversed()
                    .thenComparing(m -> m.latest().monitor())
                    .thenComparing(m -> m.latest().environment()))
            .map(
                m -> new MonitorLine(new RunLine(m.latest()), recent(m.latest(), newest), m.runs()))
            .toList(),
        newest.stream().map(RunLine::new).toList(),
        monitors.stream().mapToLong(MonitorState::runs).sum());
  }

  private static List<RunLine> recent(RunSummary latest, List<RunSummary> newest) {
    return newest.stream()
        .filter(run -> run.monitor().equals(latest.monitor()))
        .filter(run -> run.environment().equals(latest.environment()))
        .sorted(Comparator.comparing(RunSummary::startedAt).reversed())
        .limit(MOST_RECENT)
        .sorted(Comparator.comparing(RunSummary::startedAt))
        .map(RunLine::new)
        .toList();
  }

  /** How all monitors are: as the worst of them. */
  public Badge state() {
    long bad = monitors.stream().filter(MonitorLine::isBad).count();
    if (bad > 0) {
      return new Badge(
          monitors.get(0).latest().badge().tone(),
          Format.count(bad) + (bad == 1 ? " monitor needs somebody" : " monitors need somebody"));
    }
    return new Badge(monitors.get(0).latest().badge().tone(), "Nothing must be done now");
  }

  /** The same in a sentence. */
  public String headline() {
    int all = monitors.size();
    long bad = monitors.stream().filter(MonitorLine::isBad).count();
    long others = monitors.stream().filter(m -> !m.isBad() && !m.has(Tone.GOOD)).count();
    if (bad + others == 0) {
      return all == 1 ? "The only monitor passed." : "All " + all + " monitors passed.";
    }
    String text = bad + others + " of " + Format.counted(all, "monitor", "monitors");
    return text + (bad + others == 1 ? " has" : " have") + " not passed" + kinds() + ".";
  }

  /** The verdicts that are no pass, with the number of monitors. */
  private String kinds() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (MonitorLine monitor : monitors) {
      if (!monitor.has(Tone.GOOD)) {
        counts.merge(monitor.latest().badge().word().toLowerCase(Locale.ROOT), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", ", ": ", ""));
  }

  /** Where to begin; null if nobody must do anything. */
  public @Nullable MonitorLine first() {
    return monitors.isEmpty() || !monitors.get(0).isBad() ? null : monitors.get(0);
  }
}
