package io.tidemark.jobs.importers;

import java.util.Map;

/** Why expectations of known types have no check. */
final class UnmappedExpectations {
  private static final String SCHEMA =
      "names and types of columns are stated under `schema`, which is written by hand";
  private static final String ORDER = "a Delta table has no order of rows";
  private static final String CONTAINS = "no check kind requires values to be there";
  private static final String DISTRIBUTION =
      "distributions are compared under `drift`, with a version of the table";
  private static final String OTHER_TABLE =
      "the other table is named otherwise here; write it with `row_count_match` and the table's path";
  private static final String PARSE = "no check kind parses values so";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("expect_table_columns_to_match_ordered_list", SCHEMA),
          Map.entry("expect_table_columns_to_match_set", SCHEMA),
          Map.entry("expect_column_values_to_be_of_type", SCHEMA),
          Map.entry("expect_column_values_to_be_in_type_list", SCHEMA),
          Map.entry("expect_column_values_to_be_increasing", ORDER),
          Map.entry("expect_column_values_to_be_decreasing", ORDER),
          Map.entry("expect_column_distinct_values_to_contain_set", CONTAINS),
          Map.entry("expect_column_distinct_values_to_equal_set", CONTAINS),
          Map.entry("expect_column_most_common_value_to_be_in_set", CONTAINS),
          Map.entry("expect_column_kl_divergence_to_be_less_than", DISTRIBUTION),
          Map.entry("expect_column_pair_cramers_phi_value_to_be_less_than", DISTRIBUTION),
          Map.entry("expect_column_bootstrapped_ks_test_p_value_to_be_greater_than", DISTRIBUTION),
          Map.entry("expect_column_chisquare_test_p_value_to_be_greater_than", DISTRIBUTION),
          Map.entry(
              "expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than",
              DISTRIBUTION),
          Map.entry("expect_table_row_count_to_equal_other_table", OTHER_TABLE),
          Map.entry("expect_column_values_to_match_strftime_format", PARSE),
          Map.entry("expect_column_values_to_be_dateutil_parseable", PARSE),
          Map.entry("expect_column_values_to_be_json_parseable", PARSE),
          Map.entry("expect_column_values_to_match_json_schema", PARSE),
          Map.entry(
              "expect_column_value_z_scores_to_be_less_than",
              "no check kind measures values in standard deviations"),
          Map.entry(
              "expect_column_pair_values_to_be_in_set",
              "no check kind lists pairs of values; write it with `satisfies`"),
          Map.entry(
              "unexpected_rows_expectation",
              "it is a query; checks have conditions on one row (`satisfies`)"));

  private UnmappedExpectations() {}

  static String reason(String type) {
    return REASONS.getOrDefault(
        type, "the type is not known; custom expectations are written by hand with `satisfies`");
  }
}
