package io.tidemark.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes sample pages to a folder, for a look at them in a browser. */
final class Pages {

  private Pages() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.writeString(folder.resolve("calm.html"), SampleResults.html(SampleResults.calm(4)));
    Files.writeString(folder.resolve("alarm.html"), SampleResults.html(SampleResults.alarm(5)));
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
    Files.writeString(
        folder.resolve("overview.html"), OverviewReport.html(SampleResults.history()));
    Files.writeString(folder.resolve("empty.html"), OverviewReport.html(List.of()));
    Files.writeString(folder.resolve("refused.html"), SampleResults.html(SampleModels.refused()));
    Files.writeString(folder.resolve("accepted.html"), SampleResults.html(SampleModels.accepted()));
    Files.writeString(
        folder.resolve("classes.html"), SampleResults.html(SampleModels.multiclass()));
    Files.writeString(
        folder.resolve("numbers.html"), SampleResults.html(SampleModels.regression()));
    Files.writeString(
        folder.resolve("monitored.html"), SampleResults.html(SampleInference.monitored()));
    Files.writeString(folder.resolve("scored.html"), SampleResults.html(SampleInference.scored()));
    List<String> texts = Hostile.texts().toList();
    for (int i = 0; i < texts.size(); i++) {
      RunResult hostile = SampleResults.hostile(texts.get(i));
      Files.writeString(folder.resolve("hostile-" + i + ".html"), SampleResults.html(hostile));
    }
  }
}
