package io.tidemark.jobs.importers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.draft.CheckDraft;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.error.TidemarkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * From a suite of Great Expectations in JSON to a monitor: the form with {@code expectation_type}
 * of versions before 1.0, and the one with {@code type} since.
 */
public final class GreatExpectationsImport {
  private static final Map<String, ExpectationRule> RULES = rules();

  private static final List<String> NOTES =
      List.of(
          "A column without any value passes in Great Expectations; here most checks on it are an"
              + " ERROR.",
          "`mostly` is a share of the values that are not null in both, and of the rows in checks"
              + " on nulls.",
          "On pandas, NaN is a missing value; here it is a value, as on Spark.",
          "Of `severity`, critical is error, and warning and info are warn. `meta`, `notes`,"
              + " `result_format` and the like are not carried over.");

  private final MonitorDraft draft;
  private final List<ImportReport.Mapped> mapped = new ArrayList<>();
  private final List<ImportReport.NotMapped> notMapped = new ArrayList<>();

  private GreatExpectationsImport(MonitorDraft draft) {
    this.draft = draft;
  }

  /**
   * Imports a suite.
   *
   * @param suite the JSON file
   * @param name name of the monitor
   * @param table its table
   * @throws TidemarkException if the file cannot be read, is no suite, or has no expectations
   */
  public static Imported of(Path suite, String name, String table) {
    GreatExpectationsImport run = new GreatExpectationsImport(new MonitorDraft(name, table));
    JsonNode root =
        JsonText.read(suite, "--suite", "expectations", "a suite of Great Expectations");
    JsonNode expectations = root.get("expectations");
    if (expectations.isEmpty()) {
      throw JsonText.notImportable(
          "the suite in `" + suite + "` has no expectations",
          null,
          "name a suite with at least one expectation with --suite");
    }
    for (int i = 0; i < expectations.size(); i++) {
      run.take(i + 1, expectations.get(i));
    }
    String input = "the Great Expectations suite " + suiteName(root) + " in " + suite.getFileName();
    return new Imported(
        run.draft.yaml(input),
        new ImportReport(
            PlainText.oneLine(input), "expectation", run.mapped, run.notMapped, NOTES));
  }

  private static Map<String, ExpectationRule> rules() {
    Map<String, ExpectationRule> rules = new HashMap<>(ValueRules.rules());
    rules.putAll(StatisticRules.rules());
    rules.putAll(RowRules.rules());
    return Map.copyOf(rules);
  }

  /** The types that become checks. */
  static Set<String> mappedTypes() {
    return RULES.keySet();
  }

  private static String suiteName(JsonNode root) {
    JsonNode name = root.has("name") ? root.get("name") : root.path("expectation_suite_name");
    return name.isTextual() ? PlainText.name(name.asText()) : "without a name";
  }

  private void take(int number, JsonNode expectation) {
    JsonNode type =
        expectation.has("type") ? expectation.get("type") : expectation.path("expectation_type");
    String part = number + ". " + (type.isTextual() ? PlainText.oneLine(type.asText()) : "?");
    JsonNode column = expectation.path("kwargs").path("column");
    if (column.isTextual()) {
      part += " on " + PlainText.name(column.asText());
    }
    try {
      if (!type.isTextual() || !expectation.path("kwargs").isObject()) {
        throw new NotMappable("it has no `type` with `kwargs`");
      }
      mapped.add(draft.add(part, map(type.asText(), expectation)));
    } catch (NotMappable e) {
      notMapped.add(new ImportReport.NotMapped(part, e.reason()));
    }
  }

  private static Mapping map(String type, JsonNode expectation) throws NotMappable {
    // Old suites write some types with capitals: ..._values_A_to_be_greater_than_B.
    String name = type.toLowerCase(Locale.ROOT);
    ExpectationRule rule = RULES.get(name);
    if (rule == null) {
      throw new NotMappable(UnmappedExpectations.reason(name));
    }
    Kwargs kwargs = new Kwargs(expectation.get("kwargs"));
    Mapping mapping = rule.map(kwargs);
    kwargs.requireAllRead();
    return new Mapping(
        withSeverity(mapping.checks(), expectation.path("severity")), mapping.differences());
  }

  private static List<CheckDraft> withSeverity(List<CheckDraft> checks, JsonNode severity)
      throws NotMappable {
    return switch (severity.asText()) {
      case "", "null", "critical" -> checks;
      case "warning", "info" -> checks.stream().map(c -> c.with("severity", "warn")).toList();
      default ->
          throw new NotMappable(
              "its severity is " + JsonText.shown(severity) + ", not critical, warning or info");
    };
  }
}
