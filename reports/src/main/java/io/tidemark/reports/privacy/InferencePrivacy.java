package io.tidemark.reports.privacy;

import io.tidemark.reports.InferenceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an inference log says. Windows of few rows are left out, and so are figures of few rows. How
 * many rows failed or came without a score is told: it speaks of the service.
 */
final class InferencePrivacy {
  private static final String VERSION = "model version";

  private final CategoryNames names;
  private final Suppression suppression;
  private final Hidden hidden;

  InferencePrivacy(CategoryNames names, Suppression suppression, Hidden hidden) {
    this.names = names;
    this.suppression = suppression;
    this.hidden = hidden;
  }

  /**
   * A result to show.
   *
   * @param versionColumn the column with the model's version; null if there is none
   */
  InferenceResult of(InferenceResult inference, @Nullable String versionColumn) {
    String column = versionColumn == null ? VERSION : versionColumn;
    List<InferenceResult.Window> windows = inference.windows();
    Set<Integer> small =
        suppression.hidden(windows.stream().map(w -> new long[] {w.rows()}).toList());
    hidden.add("windows, since they or others have few rows", small.size());
    return new InferenceResult(
        inference.task(),
        inference.every(),
        IntStream.range(0, windows.size())
            .filter(i -> !small.contains(i))
            .mapToObj(i -> window(windows.get(i), column))
            .toList(),
        inference.reference() == null ? null : reference(inference.reference()),
        inference.alerts(),
        inference.verdict(),
        inference.reason(),
        inference.notes());
  }

  private InferenceResult.Window window(InferenceResult.Window window, String column) {
    InferenceResult.Calibration calibration = window.calibration();
    boolean calibratedOnFew =
        calibration != null && suppression.isSmallPart(calibration.positives(), calibration.rows());
    return new InferenceResult.Window(
        window.from(),
        window.to(),
        window.rows(),
        figures(window.figures()),
        versions(window.versions(), column),
        calibratedOnFew ? null : calibration,
        window.drift(),
        window.verdict());
  }

  private List<InferenceResult.Figure> figures(List<InferenceResult.Figure> figures) {
    List<InferenceResult.Figure> shown =
        figures.stream().filter(figure -> !suppression.isSmall(figure.rows())).toList();
    hidden.add("figures of windows, since they are of few rows", figures.size() - shown.size());
    return shown;
  }

  private List<InferenceResult.VersionRows> versions(
      List<InferenceResult.VersionRows> versions, String column) {
    List<long[]> cells = versions.stream().map(v -> new long[] {v.rows()}).toList();
    Set<Integer> small = suppression.hidden(cells);
    List<InferenceResult.VersionRows> shown = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      if (!small.contains(i)) {
        InferenceResult.VersionRows version = versions.get(i);
        shown.add(
            new InferenceResult.VersionRows(
                names.orNull(column, version.version()), version.rows()));
      }
    }
    if (!small.isEmpty() && !suppression.togetherSmall(cells, small)) {
      shown.add(
          new InferenceResult.VersionRows(
              small.size() + " merged", Suppression.sum(cells, small)[0]));
    }
    return shown;
  }

  private InferenceResult.Reference reference(InferenceResult.Reference reference) {
    return new InferenceResult.Reference(
        reference.until(), reference.rows(), reference.labelled(), figures(reference.figures()));
  }
}
