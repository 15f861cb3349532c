package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * Suggestions from {@code statistics.json}. What was seen once is no promise, so none of them is in
 * force.
 */
final class SageMakerStatistics {
  private final MonitorDraft draft;

  SageMakerStatistics(MonitorDraft draft) {
    this.draft = draft;
  }

  /**
   * Writes suggestions into the draft.
   *
   * @return what was done, for the report
   */
  String suggest(Path file) {
    JsonNode root =
        JsonText.read(
            file, "--statistics", "features", "a statistics file of SageMaker Model Monitor");
    int before = draft.suggestions();
    BigDecimal rows = JsonText.number(root.at("/dataset/item_count"));
    if (rows != null) {
      suggest("rows of the baseline", CheckDraft.of("size").with("min", rows));
    }
    JsonNode features = root.get("features");
    int without = 0;
    for (JsonNode feature : features) {
      without += suggestFor(feature) ? 0 : 1;
    }
    int made = draft.suggestions() - before;
    return "%s: %d %s, %d without a suggestion; %d %s written as comments, none in force. "
            .formatted(
                PlainText.oneLine(String.valueOf(file.getFileName())),
                features.size(),
                features.size() == 1 ? "feature" : "features",
                without,
                made,
                made == 1 ? "suggestion is" : "suggestions are")
        + "Means, sums, deviations and distributions are not used: drift is measured against a"
        + " version of the table.";
  }

  /** False if there is nothing to suggest for a feature. */
  private boolean suggestFor(JsonNode feature) {
    JsonNode name = feature.path("name");
    if (!name.isTextual() || name.asText().isEmpty()) {
      return false;
    }
    BigDecimal min = JsonText.number(feature.at("/numerical_statistics/min"));
    BigDecimal max = JsonText.number(feature.at("/numerical_statistics/max"));
    if (min != null && max != null) {
      return suggest(
          "smallest and largest value of the baseline",
          CheckDraft.of("range", name.asText()).with("min", min).with("max", max));
    }
    BigDecimal distinct = JsonText.number(feature.at("/string_statistics/distinct_count"));
    return distinct != null
        && suggest(
            "number of distinct values of the baseline",
            CheckDraft.of("approx_distinct", name.asText()).with("max", distinct));
  }

  private boolean suggest(String reason, CheckDraft check) {
    try {
      draft.suggest(reason, check);
      return true;
    } catch (NotMappable e) {
      // The numbers are no bounds that a check can have; the report counts it.
      return false;
    }
  }
}
