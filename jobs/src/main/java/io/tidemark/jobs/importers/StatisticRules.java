package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expectations on a number over a whole column. */
final class StatisticRules {
  private StatisticRules() {}

  static Map<String, ExpectationRule> rules() {
    return Map.ofEntries(
        Map.entry("expect_column_mean_to_be_between", k -> number(k, "mean")),
        Map.entry(
            "expect_column_min_to_be_between",
            k -> number(k, "minimum", "NaN counts as greater than all numbers")),
        Map.entry(
            "expect_column_max_to_be_between",
            k -> number(k, "maximum", "NaN counts as greater than all numbers")),
        Map.entry("expect_column_sum_to_be_between", k -> number(k, "sum")),
        Map.entry(
            "expect_column_stdev_to_be_between",
            k ->
                number(
                    k,
                    "standard_deviation",
                    "n in the denominator, not n - 1: smaller by the factor sqrt((n - 1) / n)")),
        Map.entry("expect_column_median_to_be_between", StatisticRules::median),
        Map.entry("expect_column_quantile_values_to_be_between", StatisticRules::quantiles),
        Map.entry("expect_column_unique_value_count_to_be_between", StatisticRules::distinct),
        Map.entry(
            "expect_column_proportion_of_unique_values_to_be_between",
            StatisticRules::distinctness));
  }

  private static Mapping number(Kwargs kwargs, String kind, String... differences)
      throws NotMappable {
    Bounds bounds = Bounds.of(kwargs);
    CheckDraft check =
        bounds.inclusive(CheckDraft.of(kind, kwargs.text("column"))).with("where", kwargs.where());
    return new Mapping(List.of(check), differences(bounds, differences));
  }

  private static List<String> differences(Bounds bounds, String... others) {
    List<String> differences = new ArrayList<>(List.of(others));
    if (bounds.strict()) {
      differences.add(
          "the strict bound is written as the next double, which is the same in doubles");
    }
    return differences;
  }

  private static Mapping median(Kwargs kwargs) throws NotMappable {
    Bounds bounds = Bounds.of(kwargs);
    CheckDraft check =
        CheckDraft.of("quantile", kwargs.text("column")).with("q", new BigDecimal("0.5"));
    return new Mapping(
        List.of(bounds.inclusive(check).with("where", kwargs.where())), differences(bounds));
  }

  private static Mapping quantiles(Kwargs kwargs) throws NotMappable {
    JsonNode ranges = kwargs.find("quantile_ranges");
    JsonNode quantiles = ranges == null ? null : ranges.get("quantiles");
    JsonNode bounds = ranges == null ? null : ranges.get("value_ranges");
    if (quantiles == null
        || bounds == null
        || quantiles.isEmpty()
        || quantiles.size() != bounds.size()) {
      throw new NotMappable("`quantile_ranges` has no quantiles with one range each");
    }
    kwargs.find("allow_relative_error");
    List<CheckDraft> checks = new ArrayList<>();
    for (int i = 0; i < quantiles.size(); i++) {
      BigDecimal q = JsonText.number(quantiles.get(i));
      if (q == null || bounds.get(i).size() != 2) {
        throw new NotMappable(
            "`quantile_ranges` has the quantile "
                + JsonText.shown(quantiles.get(i))
                + " with the range "
                + JsonText.shown(bounds.get(i)));
      }
      Bounds range =
          new Bounds(given(bounds.get(i).get(0)), given(bounds.get(i).get(1)), false, false);
      checks.add(
          range
              .inclusive(CheckDraft.of("quantile", kwargs.text("column")).with("q", q))
              .with("where", kwargs.where()));
    }
    return new Mapping(checks, List.of("exact, with linear interpolation between neighbours"));
  }

  private static Mapping distinct(Kwargs kwargs) throws NotMappable {
    return Mapping.of(
        Bounds.of(kwargs)
            .whole(CheckDraft.of("distinct_count").with("columns", List.of(kwargs.text("column"))))
            .with("where", kwargs.where()));
  }

  private static Mapping distinctness(Kwargs kwargs) throws NotMappable {
    Bounds bounds = Bounds.of(kwargs);
    CheckDraft check =
        bounds
            .inclusive(
                CheckDraft.of("distinctness").with("columns", List.of(kwargs.text("column"))))
            .with("where", kwargs.where());
    return new Mapping(List.of(check), differences(bounds));
  }

  private static @Nullable JsonNode given(JsonNode bound) {
    return bound.isNull() ? null : bound;
  }
}
