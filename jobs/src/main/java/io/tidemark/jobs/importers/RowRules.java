package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expectations on the number of rows, and on several columns of a row. */
final class RowRules {
  private RowRules() {}

  static Map<String, ExpectationRule> rules() {
    return Map.ofEntries(
        Map.entry("expect_table_row_count_to_be_between", RowRules::rowCount),
        Map.entry("expect_table_row_count_to_equal", k -> countEquals(k, "size")),
        Map.entry("expect_table_column_count_to_be_between", RowRules::columnCount),
        Map.entry("expect_table_column_count_to_equal", k -> countEquals(k, "columns_count")),
        Map.entry("expect_compound_columns_to_be_unique", RowRules::unique),
        Map.entry("expect_select_column_values_to_be_unique_within_record", RowRules::differ),
        // The name of the one above in old suites.
        Map.entry("expect_multicolumn_values_to_be_unique", RowRules::differ),
        Map.entry("expect_multicolumn_sum_to_equal", RowRules::sum),
        Map.entry("expect_column_pair_values_a_to_be_greater_than_b", RowRules::greater),
        Map.entry("expect_column_pair_values_to_be_equal", k -> compare(k, "equal")));
  }

  private static Mapping rowCount(Kwargs kwargs) throws NotMappable {
    return Mapping.of(Bounds.of(kwargs).whole(CheckDraft.of("size")).with("where", kwargs.where()));
  }

  private static Mapping columnCount(Kwargs kwargs) throws NotMappable {
    return Mapping.of(Bounds.of(kwargs).whole(CheckDraft.of("columns_count")));
  }

  private static Mapping countEquals(Kwargs kwargs, String kind) throws NotMappable {
    BigDecimal value = kwargs.number("value");
    if (value == null) {
      throw new NotMappable("it has no number `value`");
    }
    return Mapping.of(
        CheckDraft.of(kind).with("min", value).with("max", value).with("where", kwargs.where()));
  }

  private static Mapping unique(Kwargs kwargs) throws NotMappable {
    List<String> columns = kwargs.texts("column_list");
    String ignored = kwargs.textOr("ignore_row_if", "all_values_are_missing");
    if (ignored.equals("never")) {
      throw new NotMappable(
          "`ignore_row_if` is `never`, but uniqueness leaves out rows without any value");
    }
    return Mapping.of(
        CheckDraft.of("uniqueness")
            .with("columns", columns)
            .with("min", kwargs.mostly())
            .with("where", where(kwargs.where(), columns, ignored)));
  }

  private static Mapping differ(Kwargs kwargs) throws NotMappable {
    List<String> columns = kwargs.texts("column_list");
    if (columns.size() < 2) {
      throw new NotMappable("`column_list` has one column, so nothing is required");
    }
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (int j = i + 1; j < columns.size(); j++) {
        equal.add(SqlText.column(columns.get(i)) + " <=> " + SqlText.column(columns.get(j)));
      }
    }
    String sql = "not (" + String.join(" or ", equal) + ")";
    String ignored = kwargs.textOr("ignore_row_if", "all_values_are_missing");
    return Mapping.of(
        satisfies("unique_within_record", columns, sql, kwargs)
            .with("where", where(kwargs.where(), columns, ignored)),
        "two nulls in one row are equal");
  }

  private static Mapping sum(Kwargs kwargs) throws NotMappable {
    List<String> columns = kwargs.texts("column_list");
    JsonNode total = kwargs.find("sum_total");
    if (total == null || !total.isNumber()) {
      throw new NotMappable("it has no number `sum_total`");
    }
    List<String> terms = new ArrayList<>();
    for (String column : columns) {
      terms.add(SqlText.column(column));
    }
    String sql = String.join(" + ", terms) + " = " + SqlText.literal(total);
    String ignored = kwargs.textOr("ignore_row_if", "all_values_are_missing");
    return Mapping.of(
        satisfies("multicolumn_sum_to_equal", columns, sql, kwargs)
            .with("where", where(kwargs.where(), columns, ignored)),
        "a row that counts and has a null in one of the columns does not satisfy it");
  }

  private static CheckDraft satisfies(String name, List<String> columns, String sql, Kwargs kwargs)
      throws NotMappable {
    return CheckDraft.of("satisfies")
        .with("sql", sql)
        .with("share", kwargs.mostly())
        .with("id", MonitorDraft.id(name, columns));
  }

  private static Mapping greater(Kwargs kwargs) throws NotMappable {
    if (kwargs.flag("parse_strings_as_datetimes")) {
      throw new NotMappable("`parse_strings_as_datetimes` is set; compare the parsed columns");
    }
    return compare(kwargs, kwargs.flag("or_equal") ? "greater_or_equal" : "greater");
  }

  private static Mapping compare(Kwargs kwargs, String is) throws NotMappable {
    CheckDraft check =
        CheckDraft.of("compare", kwargs.text("column_A"))
            .with("is", is)
            .with("other", kwargs.text("column_B"))
            .with("share", kwargs.mostly())
            .with("where", kwargs.where());
    String ignored = kwargs.textOr("ignore_row_if", "both_values_are_missing");
    return ignored.equals("either_value_is_missing")
        ? Mapping.of(check)
        : Mapping.of(
            check,
            "`ignore_row_if` is `"
                + PlainText.oneLine(ignored)
                + "`, but a row with a null in either column is left out");
  }

  /** The rows that are not to be ignored. */
  private static @Nullable String where(
      @Nullable String where, List<String> columns, String ignored) throws NotMappable {
    List<String> missing = new ArrayList<>();
    for (String column : columns) {
      missing.add(SqlText.column(column) + " is null");
    }
    return switch (ignored) {
      case "never" -> where;
      case "all_values_are_missing" ->
          SqlText.and(where, "not (" + String.join(" and ", missing) + ")");
      case "any_value_is_missing" ->
          SqlText.and(where, "not (" + String.join(" or ", missing) + ")");
      default ->
          throw new NotMappable(
              "`ignore_row_if` is `" + PlainText.oneLine(ignored) + "`, which is not known");
    };
  }
}
