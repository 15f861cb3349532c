package io.tidemark.checks.dqdl;

import io.tidemark.checks.Constraint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * A rule type that the library knows.
 *
 * @param key name as written in DQDL
 * @param becomes the kinds of checks it becomes, in Markdown; null if it is refused
 * @param note what is to be said about it; of a refused one why, and the next step
 * @param translation null if it is refused
 */
record RuleType(
    String key, @Nullable String becomes, String note, @Nullable Translation translation) {

  /** What a rule of a type becomes. */
  @FunctionalInterface
  interface Translation {
    List<Constraint> of(SimpleRule rule) throws Refusal;
  }

  private static final String OTHER_TABLE =
      "it reads another table under an alias that a monitor does not have; use a ";
  private static final String FILES = "it speaks of files, which Delta keeps; take the rule out";

  static final List<RuleType> ALL =
      List.of(
          taken("RowCount", "`size`", "", Translations::rowCount),
          taken("ColumnCount", "`columns_count`", "", Translations::columnCount),
          taken("IsComplete", "`completeness`", "", Translations::complete),
          taken("Completeness", "`completeness`", "lower bounds only", Translations::completeness),
          taken("IsUnique", "`uniqueness`", "", Translations::unique),
          taken(
              "Uniqueness",
              "`uniqueness`",
              "lower bounds only; share of the rows whose value occurs once",
              Translations::uniqueness),
          taken(
              "IsPrimaryKey",
              "`uniqueness`, and `completeness` of each column",
              "",
              Translations::primaryKey),
          taken("UniqueValueRatio", "`unique_value_ratio`", "", Translations::uniqueValueRatio),
          taken(
              "ColumnValues",
              "`satisfies`",
              "`>`, `>=`, `<`, `<=`, `=`, `!=`, `between`, `not between`, `in`, `not in`, `matches` with"
                  + " numbers, text, dates, NULL, EMPTY, WHITESPACES_ONLY; not: `not matches`, `now()`, times"
                  + " of the day",
              Translations::columnValues),
          taken(
              "ColumnLength", "`satisfies`", "a null has the length 0", Translations::columnLength),
          taken(
              "ColumnDataType",
              "`satisfies`",
              "`=` with BOOLEAN, DATE, TIMESTAMP, INTEGER, LONG, FLOAT, DOUBLE, DECIMAL(p,s): share of the"
                  + " values that Spark can cast, which `1.5` can be to an integer; not: `!=`, `with format`",
              Translations::columnDataType),
          taken(
              "ColumnExists",
              "`satisfies`",
              "a column that is missing is an `ERROR`",
              Translations::columnExists),
          taken("Mean", "`mean`", "", Translations::mean),
          taken("Sum", "`sum`", "", Translations::sum),
          taken(
              "StandardDeviation",
              "`standard_deviation`",
              "with n in the denominator",
              Translations::standardDeviation),
          taken("Entropy", "`entropy`", "in nats", Translations::entropy),
          taken("ColumnCorrelation", "`correlation`", "", Translations::correlation),
          refused(
              "DistinctValuesCount",
              "it counts a null as a value, which no check does; use `distinct_count`"),
          refused(
              "ColumnNamesMatchPattern",
              "no check speaks of the names of columns; name those that must be there with `ColumnExists`"),
          refused(
              "CustomSql",
              "queries could read other tables or run anything; write a condition on one row as a"
                  + " `satisfies` check"),
          refused(
              "DataFreshness",
              "it depends on the time of the run, so the same version would be judged in another way"
                  + " tomorrow; use a `freshness` check, which counts from the commit"),
          refused("DetectAnomalies", "its method is not published; use an `anomaly` check"),
          refused("ReferentialIntegrity", OTHER_TABLE + "`foreign_key` check"),
          refused("RowCountMatch", OTHER_TABLE + "`row_count_match` check"),
          refused("DatasetMatch", OTHER_TABLE + "`dataset_match` check"),
          refused("SchemaMatch", OTHER_TABLE + "`schema_match` check"),
          refused(
              "AggregateMatch",
              "no check compares two aggregates; compare the rows with a `satisfies` or a"
                  + " `dataset_match` check"),
          refused(
              "AllStatistics", "it measures without a bound; give each number that matters a rule"),
          refused("FileFreshness", FILES),
          refused("FileMatch", FILES),
          refused("FileUniqueness", FILES),
          refused("FileSize", FILES));

  private static RuleType taken(String key, String becomes, String note, Translation translation) {
    return new RuleType(key, becomes, note, translation);
  }

  private static RuleType refused(String key, String note) {
    return new RuleType(key, null, note, null);
  }

  static Optional<RuleType> of(String key) {
    return ALL.stream().filter(type -> type.key.equals(key)).findFirst();
  }

  /** The constraints that a rule of this type becomes. */
  List<Constraint> translate(SimpleRule rule) throws Refusal {
    if (translation == null) {
      throw new Refusal(note);
    }
    return translation.of(rule);
  }

  /** What is wrong where the library does not know a rule type with the parameters given. */
  static String unknown(String name) {
    if (of(name).isPresent()) {
      return "`" + name + "` does not take this number of columns; correct them";
    }
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String hint =
        ALL.stream()
            .map(RuleType::key)
            .min(Comparator.comparingInt(key -> distance.apply(name, key)))
            .filter(key -> distance.apply(name, key) <= Math.max(2, name.length() / 3))
            .map(key -> "did you mean `" + key + "`?")
            .orElse("docs/dqdl.md lists those that there are");
    return "there is no rule type `" + name + "`; " + hint;
  }
}
