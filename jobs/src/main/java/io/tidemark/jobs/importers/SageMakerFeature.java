package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.draft.YamlText;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a feature in {@code constraints.json} states, constraint by constraint. */
final class SageMakerFeature {
  /** The documentation writes it in camel case, some files in snake case. */
  private static final List<String> OVERRIDES =
      List.of("monitoringConfigOverrides", "monitoring_config_overrides");

  private static final String DOMAIN_THRESHOLD = "domain_content_threshold";

  private final String name;
  private final JsonNode feature;
  private final JsonNode config;

  /**
   * A feature.
   *
   * @param config the file's {@code monitoring_config}
   */
  SageMakerFeature(String name, JsonNode feature, JsonNode config) {
    this.name = name;
    this.feature = feature;
    this.config = config;
  }

  String name() {
    return name;
  }

  /** Whether the service compares the distribution of the feature. */
  boolean comparable() {
    return enabled() && !feature.path("inferred_type").asText().equals("Unknown");
  }

  boolean hasDomains() {
    return !feature.at("/string_constraints/domains").isEmpty();
  }

  /** A setting of the feature, else that of the file. */
  private JsonNode setting(String key) {
    for (String overrides : OVERRIDES) {
      JsonNode own = feature.path(overrides).path(key);
      if (!own.isMissingNode()) {
        return own;
      }
    }
    return config.path(key);
  }

  private boolean enabled() {
    return !setting("evaluate_constraints").asText().equals("Disabled");
  }

  /** The check for a constraint. */
  Mapping map(Leaf leaf) throws NotMappable {
    String path = leaf.path();
    if (path.equals("inferred_type")) {
      throw new NotMappable(type(leaf.value().asText()));
    }
    if (!enabled()) {
      throw new NotMappable("`evaluate_constraints` is Disabled, so it is not evaluated");
    }
    return switch (path) {
      case "completeness" -> completeness(leaf.value());
      case "num_constraints.is_non_negative" -> Mapping.of(nonNegative(leaf.value()));
      case "string_constraints.domains" -> domains(leaf.value());
      default ->
          throw new NotMappable("it is no constraint that Model Monitor is documented to write");
    };
  }

  /** Whether a path is a setting of the service for this feature alone. */
  static boolean isOverride(String path) {
    return OVERRIDES.stream().anyMatch(o -> path.startsWith(o + "."));
  }

  /** What an override became. */
  String override(Leaf leaf) throws NotMappable {
    String key = leaf.path().substring(leaf.path().indexOf('.') + 1);
    if (key.equals("evaluate_constraints")) {
      return enabled() ? "the checks of the feature" : "no checks of the feature";
    }
    if (key.equals(DOMAIN_THRESHOLD) && hasDomains()) {
      SageMakerConfig.share(leaf.value());
      return "`share` of the feature's allowed_values";
    }
    if (key.startsWith("distribution_constraints.")) {
      throw new NotMappable(
          "set it by hand under `drift.columns`, which has thresholds for single columns");
    }
    throw new NotMappable("it has no counterpart for a single column");
  }

  private String type(String type) {
    String reason = "the column's type is held by the Delta table's schema";
    String form =
        switch (type) {
          case "Integral" -> "integer";
          case "Fractional" -> "number";
          default -> "";
        };
    return form.isEmpty()
        ? reason
        : reason
            + "; for a column of text, add "
            + PlainText.oneLine(CheckDraft.of("format", name).with("is", form).yaml());
  }

  private Mapping completeness(JsonNode value) throws NotMappable {
    BigDecimal share = SageMakerConfig.share(value);
    CheckDraft check = CheckDraft.of("completeness", name).with("min", share);
    return share.signum() > 0
        ? Mapping.of(check)
        : Mapping.of(check, "it cannot fail; it is an ERROR if the column is missing");
  }

  private CheckDraft nonNegative(JsonNode value) throws NotMappable {
    if (!value.isBoolean() || !value.asBoolean()) {
      throw new NotMappable("it is " + JsonText.shown(value) + ", so nothing is required");
    }
    return CheckDraft.of("non_negative", name);
  }

  private Mapping domains(JsonNode domains) throws NotMappable {
    Set<String> values = new LinkedHashSet<>();
    for (JsonNode value : domains) {
      if (value.isContainerNode()) {
        throw new NotMappable("it holds " + JsonText.shown(value) + ", not a plain value");
      }
      if (!value.isNull()) {
        values.add(value.asText());
      }
    }
    if (values.isEmpty()) {
      throw new NotMappable("the list is empty, so nothing is required");
    }
    CheckDraft check = CheckDraft.of("allowed_values", name).with("values", List.copyOf(values));
    JsonNode threshold = setting(DOMAIN_THRESHOLD);
    if (threshold.isMissingNode()) {
      return Mapping.of(check, "no `" + DOMAIN_THRESHOLD + "` is given; all values must be in it");
    }
    BigDecimal share = SageMakerConfig.share(threshold);
    return share.compareTo(new BigDecimal("0.5")) >= 0
        ? Mapping.of(check.with("share", share))
        : Mapping.of(
            check.with("share", share),
            "`%s` %s is read as the least share inside; if it is the share that may be outside, set `share` to %s"
                .formatted(
                    DOMAIN_THRESHOLD,
                    YamlText.of(share),
                    YamlText.of(BigDecimal.ONE.subtract(share))));
  }
}
