package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The {@code monitoring_config} of {@code constraints.json}. */
final class SageMakerConfig {
  /** From this share of drifted features on the table drifts: the service has no such limit. */
  private static final BigDecimal ANY_FEATURE = new BigDecimal("0.000001");

  private static final String DISTRIBUTION = "distribution_constraints.";

  private final JsonNode config;
  private final List<SageMakerFeature> features;

  SageMakerConfig(JsonNode config, List<SageMakerFeature> features) {
    this.config = config;
    this.features = features;
  }

  /** A share from 0 to 1. */
  static BigDecimal share(JsonNode value) throws NotMappable {
    BigDecimal share = JsonText.number(value);
    if (share == null || share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new NotMappable(JsonText.shown(value) + " is no share from 0 to 1");
    }
    return share;
  }

  /** What a setting became. */
  ImportReport.Mapped map(String part, Leaf leaf) throws NotMappable {
    String path = leaf.path();
    if (path.startsWith(DISTRIBUTION) && !path.endsWith("perform_comparison")) {
      if (!compares()) {
        throw new NotMappable("distributions are not compared: it is switched off in the file");
      }
      return drift(part, path.substring(DISTRIBUTION.length()), leaf.value());
    }
    return switch (path) {
      case "evaluate_constraints" ->
          to(part, evaluates() ? "the checks of the features" : "no checks: it is Disabled");
      case DISTRIBUTION + "perform_comparison" ->
          to(part, compares() ? "drift" : "no drift settings: it is switched off in the file");
      case "domain_content_threshold" -> domainThreshold(part, leaf.value());
      case "datatype_check_threshold" ->
          throw new NotMappable("it belongs to `inferred_type`, which the table's schema holds");
      case "emit_metrics" ->
          throw new NotMappable(
              "nothing is sent to CloudWatch; results are always kept in the result store");
      default -> throw new NotMappable("it is no setting that Model Monitor is documented to have");
    };
  }

  private ImportReport.Mapped domainThreshold(String part, JsonNode value) throws NotMappable {
    long domains = features.stream().filter(SageMakerFeature::hasDomains).count();
    if (domains == 0) {
      throw new NotMappable("no feature has `domains`");
    }
    share(value);
    if (!evaluates()) {
      throw new NotMappable("`evaluate_constraints` is Disabled, so there are no checks");
    }
    return to(part, "`share` of allowed_values, for each feature with domains");
  }

  private ImportReport.Mapped drift(String part, String key, JsonNode value) throws NotMappable {
    return switch (key) {
      case "comparison_threshold" -> {
        String to = "drift.thresholds.ks: { drift: " + YamlText.of(threshold(value)) + " }";
        // The service takes it for categorical features too where they have none of their own.
        yield to(part, categoricalAtDefault() ? to + ", and l_infinity alike" : to);
      }
      // The documentation of earlier years has the key without the s.
      case "comparison_method", "comparion_method" ->
          new ImportReport.Mapped(
              part,
              List.of("drift.thresholds.ks"),
              List.of(
                  "%s: D must reach the threshold and be more than chance (`drift.alpha`), whatever the method"
                      .formatted(JsonText.shown(value))));
      case "categorical_comparison_threshold" -> {
        requireLInfinity();
        yield to(
            part, "drift.thresholds.l_infinity: { drift: " + YamlText.of(threshold(value)) + " }");
      }
      case "categorical_drift_method" -> {
        requireLInfinity();
        yield to(part, "drift.thresholds.l_infinity");
      }
      default -> throw new NotMappable("it is no setting that Model Monitor is documented to have");
    };
  }

  /** Lines of the monitor file on drift; none if the service compared nothing. */
  List<String> driftLines() {
    if (!compares()) {
      return List.of();
    }
    List<String> thresholds = new ArrayList<>();
    addThreshold(thresholds, "ks", distribution("comparison_threshold"));
    if (lInfinity()) {
      addThreshold(
          thresholds,
          "l_infinity",
          distribution(
              categoricalAtDefault()
                  ? "comparison_threshold"
                  : "categorical_comparison_threshold"));
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "# Name the table version that the baseline was computed on; without it nothing is compared.");
    lines.add("# reference: 0");
    lines.add("drift:");
    lines.add(
        "  # As the service does, any feature that drifts counts, and only those of the file.");
    lines.add("  max_drifted_share: " + YamlText.of(ANY_FEATURE));
    List<String> names =
        features.stream()
            .filter(SageMakerFeature::comparable)
            .map(SageMakerFeature::name)
            .distinct()
            .toList();
    lines.add("  include: " + YamlText.of(names));
    if (!thresholds.isEmpty()) {
      lines.add("  thresholds:");
      lines.addAll(thresholds);
    }
    return lines;
  }

  private static void addThreshold(List<String> lines, String measure, JsonNode value) {
    BigDecimal threshold = JsonText.number(value);
    if (threshold != null && threshold.signum() > 0) {
      lines.add("    " + measure + ": { drift: " + YamlText.of(threshold) + " }");
    }
  }

  private static BigDecimal threshold(JsonNode value) throws NotMappable {
    BigDecimal threshold = JsonText.number(value);
    if (threshold == null || threshold.signum() <= 0) {
      throw new NotMappable(JsonText.shown(value) + " is no threshold above 0");
    }
    return threshold;
  }

  private void requireLInfinity() throws NotMappable {
    if (!lInfinity()) {
      throw new NotMappable(
          "the categorical method is "
              + JsonText.shown(distribution("categorical_drift_method"))
              + "; categorical columns are judged by Cramér's V (`drift.thresholds.cramers_v`)"
              + " and others, with their default thresholds");
    }
  }

  private boolean lInfinity() {
    JsonNode method = distribution("categorical_drift_method");
    return method.isMissingNode() || method.asText().equals("LInfinity");
  }

  private boolean categoricalAtDefault() {
    return lInfinity() && distribution("categorical_comparison_threshold").isMissingNode();
  }

  private boolean evaluates() {
    return !config.path("evaluate_constraints").asText().equals("Disabled");
  }

  private boolean compares() {
    return evaluates()
        && config.path("distribution_constraints").isObject()
        && !distribution("perform_comparison").asText().equals("Disabled")
        && features.stream().anyMatch(SageMakerFeature::comparable);
  }

  private JsonNode distribution(String key) {
    return config.path("distribution_constraints").path(key);
  }

  private static ImportReport.Mapped to(String part, String to) {
    return new ImportReport.Mapped(part, List.of(to), List.of());
  }
}
