package io.tidemark.reports.html;

import io.tidemark.reports.Pins;
import io.tidemark.reports.RunEntry;
import io.tidemark.reports.RunResult;
import io.tidemark.training.Metric;
import io.tidemark.training.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All runs of one monitor in one environment.
 *
 * @param name the monitor's name
 * @param environment where it ran
 * @param timeline its newest runs by table version, newest first
 * @param all number of its runs
 * @param commits the table's newest commits, newest first; empty if no run knows them
 * @param rows rows over versions; null if no run has counted them
 * @param quality the model's main metric over versions; null without a model
 * @param qualityName name of that metric
 * @param heatMap PSI over versions; null without drift results
 */
public record MonitorView(
    String name,
    String environment,
    List<RunRow> timeline,
    long all,
    List<CommitRow> commits,
    @Nullable LineChart rows,
    @Nullable LineChart quality,
    String qualityName,
    @Nullable HeatMap heatMap) {

  /** Commands that look at a model which may never come to be used. */
  private static final Set<String> TRIES = Set.of("train", "retrain", "reproduce");

  private static final int MOST_BOXES = 60;
  private static final int MOST_VERSIONS = 24;

  private static final int HALF_A_PAGE = 530;

  public MonitorView {
    timeline = List.copyOf(timeline);
    commits = List.copyOf(commits);
  }

  /**
   * View of one monitor.
   *
   * @param runs its newest runs, at least one
   * @param all number of its runs
   */
  public static MonitorView of(List<RunEntry> runs, long all) {
    List<RunEntry> ordered = newestFirst(runs);
    RunResult latest = ordered.get(0).result();
    List<RunResult> withDrift =
        lastOfVersions(runs, r -> r.drift() != null && !r.drift().columns().isEmpty());
    List<RunResult> withModel = withModel(runs);
    Task task = withModel.isEmpty() ? Task.BINARY : task(withModel.get(withModel.size() - 1));
    Metric metric = Metric.main(task);
    // A monitor may have changed its task: other metrics are on another scale.
    List<LineChart.Sample> samples =
        withModel.stream().filter(r -> task(r) == task).map(r -> sample(r, metric)).toList();
    List<RunRow> timeline = ordered.stream().map(RunRow::new).toList();
    List<RunResult> counted = lastOfVersions(runs, r -> r.rows() != null);
    return new MonitorView(
        Format.name(latest.monitor()),
        Format.name(latest.environment()),
        timeline,
        all,
        CommitRow.of(timeline),
        counted.isEmpty()
            ? null
            : LineChart.rows(counted.stream().map(MonitorView::counted).toList()),
        samples.isEmpty() ? null : LineChart.of(metric, samples),
        metric.label(),
        withDrift.isEmpty() ? null : HeatMap.of(withDrift));
  }

  /** The run that started last, on whatever version. */
  public RunRow latest() {
    return Collections.max(timeline, Comparator.comparing(row -> row.run().startedAt()));
  }

  /** What to do after it. */
  public String nextStep() {
    return Format.clip(NextStep.of(latest().run()), 400);
  }

  /** Whether its charts are narrow enough to stand side by side. */
  public boolean fewVersions() {
    return Stream.of(rows, quality)
        .allMatch(chart -> chart == null || chart.width() <= HALF_A_PAGE);
  }

  /** The newest runs, oldest of them first. */
  public List<RunRow> strip() {
    List<RunRow> boxes =
        new ArrayList<>(timeline.subList(0, Math.min(MOST_BOXES, timeline.size())));
    Collections.reverse(boxes);
    return boxes;
  }

  /**
   * Orders by table version, then by start. A run that failed before it knew its version stands
   * with the highest version that was known when it started.
   */
  static List<RunEntry> newestFirst(List<RunEntry> runs) {
    record Placed(long version, Instant started, RunEntry entry) {}
    List<RunEntry> byStart =
        runs.stream().sorted(Comparator.comparing(e -> e.result().startedAt())).toList();
    List<Placed> placed = new ArrayList<>();
    long known = -1;
    for (RunEntry entry : byStart) {
      Pins pins = entry.result().pins();
      known = pins == null ? known : Math.max(known, pins.tableVersion());
      placed.add(
          new Placed(
              pins == null ? known : pins.tableVersion(), entry.result().startedAt(), entry));
    }
    return placed.stream()
        .sorted(Comparator.comparing(Placed::version).thenComparing(Placed::started).reversed())
        .map(Placed::entry)
        .toList();
  }

  /** The last run of each of the newest versions, oldest version first. */
  private static List<RunResult> lastOfVersions(List<RunEntry> runs, Predicate<RunResult> wanted) {
    TreeMap<Long, RunResult> byVersion = new TreeMap<>();
    for (RunEntry entry : runs) {
      RunResult run = entry.result();
      if (run.pins() != null && wanted.test(run)) {
        byVersion.merge(
            run.pins().tableVersion(),
            run,
            (a, b) -> b.startedAt().isBefore(a.startedAt()) ? a : b);
      }
    }
    List<RunResult> all = List.copyOf(byVersion.values());
    return all.subList(Math.max(0, all.size() - MOST_VERSIONS), all.size());
  }

  /** Runs of the model in use; where there are none yet, those of models that are tried. */
  private static List<RunResult> withModel(List<RunEntry> runs) {
    List<RunResult> inUse =
        lastOfVersions(runs, r -> r.model() != null && !TRIES.contains(r.command()));
    return inUse.isEmpty() ? lastOfVersions(runs, r -> r.model() != null) : inUse;
  }

  private static LineChart.Sample counted(RunResult run) {
    if (run.pins() == null || run.rows() == null) {
      throw new IllegalArgumentException("run " + run.runId() + " has no version or no rows");
    }
    return new LineChart.Sample(run.pins().tableVersion(), run.rows().doubleValue(), Double.NaN);
  }

  private static Task task(RunResult run) {
    return run.model() == null ? Task.BINARY : run.model().card().task();
  }

  private static LineChart.Sample sample(RunResult run, Metric metric) {
    if (run.pins() == null || run.model() == null) {
      throw new IllegalArgumentException("run " + run.runId() + " has no version or no model");
    }
    return new LineChart.Sample(
        run.pins().tableVersion(),
        run.model().current() == null ? Double.NaN : run.model().current().value(metric),
        run.model().card().heldOut().value(metric));
  }
}
