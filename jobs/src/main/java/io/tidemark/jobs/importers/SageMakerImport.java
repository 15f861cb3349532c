package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.error.TidemarkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the data quality files of SageMaker Model Monitor to a monitor. */
public final class SageMakerImport {
  private static final List<String> NOTES =
      List.of(
          "Thresholds are read as the service reports them: `domain_content_threshold` 1 means that"
              + " all values must be in the domain.",
          "An empty field of a CSV file is missing for the service; here NaN and the empty string"
              + " are values.",
          "A column that is missing is an ERROR of each check on it; a column that was added is no"
              + " finding.");

  private static final String DRIFT_NOTE =
      "drift: nothing is compared until `reference` names the version that the baseline was"
          + " computed on. PSI, Jensen-Shannon distance, shares of nulls and other measures judge"
          + " too, with their default thresholds, and a column warns from half a threshold on.";

  private final MonitorDraft draft;
  private final List<ImportReport.Mapped> mapped = new ArrayList<>();
  private final List<ImportReport.NotMapped> notMapped = new ArrayList<>();

  private SageMakerImport(MonitorDraft draft) {
    this.draft = draft;
  }

  /**
   * Imports the files of a baseline.
   *
   * @param constraints {@code constraints.json}
   * @param statistics {@code statistics.json}; null for none
   * @param name name of the monitor
   * @param table its table
   * @throws TidemarkException if a file cannot be read, is of another kind, or has no features
   */
  public static Imported of(
      Path constraints, @Nullable Path statistics, String name, String table) {
    SageMakerImport run = new SageMakerImport(new MonitorDraft(name, table));
    JsonNode root =
        JsonText.read(
            constraints,
            "--constraints",
            "features",
            "a data quality constraints file of SageMaker Model Monitor");
    if (root.get("features").isEmpty()) {
      throw JsonText.notImportable(
          "`" + constraints + "` has no features",
          null,
          "name a file with at least one feature with --constraints");
    }
    List<String> notes = new ArrayList<>(NOTES);
    if (run.take(root)) {
      notes.add(DRIFT_NOTE);
    }
    String input = "SageMaker Model Monitor's " + constraints.getFileName();
    if (statistics != null) {
      notes.add(new SageMakerStatistics(run.draft).suggest(statistics));
      input += " and " + statistics.getFileName();
    }
    return new Imported(
        run.draft.yaml(input),
        new ImportReport(PlainText.oneLine(input), "constraint", run.mapped, run.notMapped, notes));
  }

  /** Takes the whole file; true if it compares distributions. */
  private boolean take(JsonNode root) {
    JsonNode config = root.path("monitoring_config");
    List<SageMakerFeature> features = new ArrayList<>();
    for (JsonNode node : root.get("features")) {
      takeFeature(node, config, features);
    }
    SageMakerConfig settings = new SageMakerConfig(config, features);
    for (String key : JsonText.names(root)) {
      if (key.equals("version") || key.equals("features")) {
        continue;
      }
      boolean known = key.equals("monitoring_config") && config.isObject();
      for (Leaf leaf : Leaf.of(known ? "" : key, root.get(key))) {
        takeSetting(settings, known, leaf);
      }
    }
    List<String> drift = settings.driftLines();
    draft.drift(drift);
    return !drift.isEmpty();
  }

  private void takeFeature(JsonNode node, JsonNode config, List<SageMakerFeature> features) {
    JsonNode name = node.path("name");
    if (!name.isTextual() || name.asText().isEmpty()) {
      for (Leaf leaf : Leaf.of("", node)) {
        notMapped.add(
            new ImportReport.NotMapped(
                "a feature without a name: " + PlainText.oneLine(leaf.path()),
                "a check needs the name of a column"));
      }
      return;
    }
    SageMakerFeature feature = new SageMakerFeature(name.asText(), node, config);
    features.add(feature);
    for (String key : JsonText.names(node)) {
      if (!key.equals("name")) {
        Leaf.of(key, node.get(key)).forEach(leaf -> takeConstraint(feature, leaf));
      }
    }
  }

  private void takeConstraint(SageMakerFeature feature, Leaf leaf) {
    String part =
        PlainText.name(feature.name())
            + ", "
            + PlainText.oneLine(leaf.path())
            + " "
            + JsonText.shown(leaf.value());
    try {
      if (SageMakerFeature.isOverride(leaf.path())) {
        mapped.add(new ImportReport.Mapped(part, List.of(feature.override(leaf)), List.of()));
        return;
      }
      mapped.add(draft.add(part, feature.map(leaf)));
    } catch (NotMappable e) {
      notMapped.add(new ImportReport.NotMapped(part, e.reason()));
    }
  }

  private void takeSetting(SageMakerConfig settings, boolean known, Leaf leaf) {
    String part =
        (known ? "monitoring_config." : "")
            + PlainText.oneLine(leaf.path())
            + " "
            + JsonText.shown(leaf.value());
    try {
      if (!known) {
        throw new NotMappable(
            "it is no part of the file that Model Monitor is documented to write");
      }
      mapped.add(settings.map(part, leaf));
    } catch (NotMappable e) {
      notMapped.add(new ImportReport.NotMapped(part, e.reason()));
    }
  }
}
