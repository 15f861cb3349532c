package io.tidemark.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Writes sample pages to a folder, for a look at them in a browser. */
final class Pages {

  private Pages() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.writeString(folder.resolve("calm.html"), SampleResults.html(SampleResults.calm(4)));
    Files.writeString(
        folder.resolve("alarm.html"), RunReport.html(SampleResults.alarm(5), SampleDrift.past(5)));
    Files.writeString(
        folder.resolve("looking-back.html"),
        RunReport.html(
            SampleResults.withRowsAndSchema(SampleResults.alarm(5)), SampleResults.before(5)));
    Files.writeString(folder.resolve("broken.html"), SampleResults.html(SampleResults.broken(6)));
    Files.writeString(folder.resolve("error.html"), SampleResults.html(SampleResults.error()));
    Files.writeString(
        folder.resolve("checks.html"), SampleResults.html(SampleResults.checksOnly()));
    Files.writeString(
        folder.resolve("wide.html"), SampleResults.html(SampleResults.wide(200, 366)));
    Files.writeString(
        folder.resolve("first.html"), SampleResults.html(SampleResults.notComparedYet()));
    Files.writeString(
        folder.resolve("trailing.html"), SampleResults.html(SampleResults.trailing()));
    Files.writeString(folder.resolve("empty.html"), IndexReport.html(List.of(), List.of()));
    site(folder.resolve("site"));
    Files.writeString(folder.resolve("refused.html"), SampleResults.html(SampleModels.refused()));
    Files.writeString(folder.resolve("accepted.html"), SampleResults.html(SampleModels.accepted()));
    Files.writeString(
        folder.resolve("classes.html"), SampleResults.html(SampleModels.multiclass()));
    Files.writeString(
        folder.resolve("numbers.html"), SampleResults.html(SampleModels.regression()));
    Files.writeString(
        folder.resolve("monitored.html"), SampleResults.html(SampleInference.monitored()));
    Files.writeString(folder.resolve("scored.html"), SampleResults.html(SampleInference.scored()));
    RunResult wide = SampleResults.wide(60, 200, 0, 1);
    List<RunResult> past = SampleDrift.past(60, v -> SampleResults.wide(v, 200, 0, 4));
    Files.writeString(folder.resolve("drifted.html"), RunReport.html(wide, past));
    hostile(folder);
  }

  /** A run of each hostile text, and all of them on one index and on the page of one monitor. */
  private static void hostile(Path folder) throws IOException {
    List<RunResult> runs = Hostile.texts().map(SampleResults::hostile).toList();
    for (int i = 0; i < runs.size(); i++) {
      Files.writeString(folder.resolve("hostile-" + i + ".html"), SampleResults.html(runs.get(i)));
    }
    List<RunSummary> lines = runs.stream().map(RunSummary::of).toList();
    Files.writeString(
        folder.resolve("hostile-index.html"),
        IndexReport.html(lines.stream().map(line -> new MonitorState(line, 1)).toList(), lines));
    Files.writeString(
        folder.resolve("hostile-monitor.html"),
        MonitorReport.html(
            runs.stream().map(run -> new RunEntry(run, null)).toList(), runs.size()));
  }

  /** A small site whose links lead to files. */
  private static void site(Path folder) throws IOException {
    List<RunResult> runs = SampleResults.history().stream().map(RunEntry::result).toList();
    List<RunEntry> entries =
        runs.stream().map(run -> new RunEntry(run, "../" + SitePaths.run(run.runId()))).toList();
    RunSummary latest = RunSummary.of(runs.get(runs.size() - 1));
    write(folder, SitePaths.monitor("flights", "dev"), MonitorReport.html(entries, runs.size()));
    write(
        folder,
        SitePaths.OVERVIEW,
        IndexReport.html(
            List.of(new MonitorState(latest, runs.size())),
            IntStream.rangeClosed(1, runs.size())
                .mapToObj(i -> RunSummary.of(runs.get(runs.size() - i)))
                .toList()));
    for (int i = 0; i < runs.size(); i++) {
      RunLinks links =
          RunLinks.of(
              runs.get(i),
              i == 0 ? null : runs.get(i - 1),
              i == runs.size() - 1 ? null : runs.get(i + 1));
      write(
          folder,
          SitePaths.run(runs.get(i).runId()),
          RunReport.html(runs.get(i), RunReport.past(runs.get(i), runs), links));
    }
  }

  private static void write(Path folder, String place, String html) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, html);
  }
}
