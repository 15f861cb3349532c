package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.draft.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expectations on each value of a column. */
final class ValueRules {
  private static final String JAVA_REGEX =
      "read as a Java regular expression, as Great Expectations does on Spark but not elsewhere";

  private ValueRules() {}

  static Map<String, ExpectationRule> rules() {
    return Map.ofEntries(
        Map.entry("expect_column_to_exist", ValueRules::exists),
        Map.entry("expect_column_values_to_not_be_null", ValueRules::notNull),
        Map.entry("expect_column_values_to_be_null", ValueRules::isNull),
        Map.entry("expect_column_values_to_be_unique", ValueRules::unique),
        Map.entry("expect_column_values_to_be_in_set", k -> inSet(k, k.mostly())),
        Map.entry("expect_column_distinct_values_to_be_in_set", k -> inSet(k, null)),
        Map.entry("expect_column_values_to_not_be_in_set", ValueRules::notInSet),
        Map.entry("expect_column_values_to_be_between", ValueRules::between),
        Map.entry("expect_column_value_lengths_to_be_between", ValueRules::lengths),
        Map.entry("expect_column_value_lengths_to_equal", ValueRules::length),
        Map.entry("expect_column_values_to_match_regex", ValueRules::regex),
        Map.entry(
            "expect_column_values_to_not_match_regex", k -> matching(k, "regex", "rlike", true)),
        Map.entry(
            "expect_column_values_to_match_regex_list",
            k -> matchingList(k, "regex_list", "rlike", false)),
        Map.entry(
            "expect_column_values_to_not_match_regex_list",
            k -> matchingList(k, "regex_list", "rlike", true)),
        Map.entry(
            "expect_column_values_to_match_like_pattern",
            k -> matching(k, "like_pattern", "like", false)),
        Map.entry(
            "expect_column_values_to_not_match_like_pattern",
            k -> matching(k, "like_pattern", "like", true)),
        Map.entry(
            "expect_column_values_to_match_like_pattern_list",
            k -> matchingList(k, "like_pattern_list", "like", false)),
        Map.entry(
            "expect_column_values_to_not_match_like_pattern_list",
            k -> matchingList(k, "like_pattern_list", "like", true)));
  }

  private static Mapping exists(Kwargs kwargs) throws NotMappable {
    CheckDraft check =
        CheckDraft.of("completeness", kwargs.text("column"))
            .with("min", BigDecimal.ZERO)
            .with("id", MonitorDraft.id("column_to_exist", List.of(kwargs.text("column"))));
    return Mapping.of(check, "a column that is missing is an ERROR, not a FAIL");
  }

  private static Mapping notNull(Kwargs kwargs) throws NotMappable {
    return Mapping.of(
        CheckDraft.of("completeness", kwargs.text("column"))
            .with("min", kwargs.mostly())
            .with("where", kwargs.where()));
  }

  private static Mapping isNull(Kwargs kwargs) throws NotMappable {
    String column = kwargs.text("column");
    return Mapping.of(
        satisfies("values_to_be_null", column, SqlText.column(column) + " is null", kwargs.mostly())
            .with("where", kwargs.where()));
  }

  private static Mapping unique(Kwargs kwargs) throws NotMappable {
    return Mapping.of(
        CheckDraft.of("uniqueness")
            .with("columns", List.of(kwargs.text("column")))
            .with("min", kwargs.mostly())
            .with("where", kwargs.where()));
  }

  private static Mapping inSet(Kwargs kwargs, @Nullable BigDecimal mostly) throws NotMappable {
    Set<String> values = new LinkedHashSet<>();
    for (JsonNode value : set(kwargs)) {
      BigDecimal number = JsonText.number(value);
      values.add(number == null ? value.asText() : YamlText.of(number));
    }
    return Mapping.of(
        CheckDraft.of("allowed_values", kwargs.text("column"))
            .with("values", List.copyOf(values))
            .with("share", mostly)
            .with("where", kwargs.where()),
        "the values are read as values of the column's type; timestamps are an ERROR");
  }

  private static Mapping notInSet(Kwargs kwargs) throws NotMappable {
    List<String> values = new ArrayList<>();
    for (JsonNode value : set(kwargs)) {
      values.add(SqlText.literal(value));
    }
    String column = kwargs.text("column");
    String sql = SqlText.column(column) + " not in (" + String.join(", ", values) + ")";
    return Mapping.of(overValues("values_to_not_be_in_set", column, sql, kwargs));
  }

  /** The values of a set; nulls among them allow nothing, as nulls are not looked at. */
  private static List<JsonNode> set(Kwargs kwargs) throws NotMappable {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode value : kwargs.list("value_set")) {
      if (value.isContainerNode()) {
        throw new NotMappable("`value_set` holds " + JsonText.shown(value) + ", not a plain value");
      }
      if (!value.isNull()) {
        values.add(value);
      }
    }
    if (values.isEmpty()) {
      throw new NotMappable("`value_set` holds nulls only, and nulls are not looked at");
    }
    return values;
  }

  private static Mapping between(Kwargs kwargs) throws NotMappable {
    String column = kwargs.text("column");
    Bounds bounds = Bounds.of(kwargs);
    if (bounds.numeric() && !bounds.strict()) {
      return Mapping.of(
          bounds
              .inclusive(CheckDraft.of("range", column))
              .with("share", kwargs.mostly())
              .with("where", kwargs.where()),
          "NaN is outside every range");
    }
    CheckDraft check =
        overValues("values_to_be_between", column, bounds.sql(SqlText.column(column)), kwargs);
    return bounds.numeric()
        ? Mapping.of(check)
        : Mapping.of(check, "Spark compares the text as a value of the column's type");
  }

  private static Mapping lengths(Kwargs kwargs) throws NotMappable {
    String column = kwargs.text("column");
    Bounds bounds = Bounds.of(kwargs);
    String sql = bounds.sql("length(" + SqlText.column(column) + ")");
    return Mapping.of(overValues("value_lengths_to_be_between", column, sql, kwargs));
  }

  private static Mapping length(Kwargs kwargs) throws NotMappable {
    String column = kwargs.text("column");
    JsonNode value = kwargs.find("value");
    if (value == null || !value.isNumber()) {
      throw new NotMappable("it has no number `value`");
    }
    String sql = "length(" + SqlText.column(column) + ") = " + SqlText.literal(value);
    return Mapping.of(overValues("value_lengths_to_equal", column, sql, kwargs));
  }

  private static Mapping regex(Kwargs kwargs) throws NotMappable {
    return Mapping.of(
        CheckDraft.of("pattern", kwargs.text("column"))
            .with("regex", kwargs.text("regex"))
            .with("share", kwargs.mostly())
            .with("where", kwargs.where()),
        JAVA_REGEX);
  }

  private static Mapping matching(Kwargs kwargs, String argument, String operator, boolean negated)
      throws NotMappable {
    return matching(kwargs, List.of(kwargs.text(argument)), operator, negated, false);
  }

  private static Mapping matchingList(
      Kwargs kwargs, String argument, String operator, boolean negated) throws NotMappable {
    List<String> patterns = kwargs.texts(argument);
    String matchOn = negated ? "any" : kwargs.textOr("match_on", "any");
    if (!List.of("any", "all").contains(matchOn)) {
      throw new NotMappable("`match_on` is `" + PlainText.oneLine(matchOn) + "`, not any or all");
    }
    return matching(kwargs, patterns, operator, negated, matchOn.equals("all"));
  }

  private static Mapping matching(
      Kwargs kwargs, List<String> patterns, String operator, boolean negated, boolean all)
      throws NotMappable {
    String column = kwargs.text("column");
    List<String> matches = new ArrayList<>();
    for (String pattern : patterns) {
      if (operator.equals("rlike")) {
        requireRegex(pattern);
      }
      matches.add(SqlText.column(column) + " " + operator + " " + SqlText.literal(pattern));
    }
    String joined = String.join(all ? " and " : " or ", matches);
    CheckDraft check =
        overValues(
            "values_to_"
                + (negated ? "not_" : "")
                + "match"
                + (operator.equals("like") ? "_like" : ""),
            column,
            negated ? "not (" + joined + ")" : joined,
            kwargs);
    return operator.equals("rlike") ? Mapping.of(check, JAVA_REGEX) : Mapping.of(check);
  }

  /** The loader vets a pattern on its own, but not one in SQL. */
  private static void requireRegex(String regex) throws NotMappable {
    try {
      java.util.regex.Pattern.compile(regex);
    } catch (java.util.regex.PatternSyntaxException e) {
      throw new NotMappable(
          "`"
              + PlainText.oneLine(regex)
              + "` is not a Java regular expression: "
              + e.getDescription());
    }
  }

  /** A condition on the values that are not null, of which {@code mostly} is a share. */
  private static CheckDraft overValues(String name, String column, String sql, Kwargs kwargs)
      throws NotMappable {
    return satisfies(name, column, sql, kwargs.mostly())
        .with("where", SqlText.and(kwargs.where(), SqlText.column(column) + " is not null"));
  }

  private static CheckDraft satisfies(
      String name, String column, String sql, @Nullable BigDecimal share) {
    return CheckDraft.of("satisfies")
        .with("sql", sql)
        .with("share", share)
        .with("id", MonitorDraft.id(name, List.of(column)));
  }
}
