package io.tidemark.jobs.importers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.jobs.TestingSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imported checks on real rows: each expectation that is mapped once holds and once does not. */
class ImportedChecksTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static Dataset<Row> rows() {
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("rest", DataTypes.IntegerType)
            .add("amount", DataTypes.DoubleType)
            .add("code", DataTypes.StringType)
            .add("day", DataTypes.DateType)
            .add("later", DataTypes.DateType)
            .add("we`ird. \n\uD83D\uDE80", DataTypes.StringType)
            .add("twin", DataTypes.StringType);
    return TestingSpark.session()
        .createDataFrame(
            List.of(
                RowFactory.create(
                    1, 9, 5.0, "A1", day("2020-01-01"), day("2020-01-02"), "it's", "p"),
                RowFactory.create(
                    2, 8, 10.0, "B22", day("2020-06-01"), day("2020-06-02"), "a\\b", "p"),
                RowFactory.create(
                    3, 7, 20.0, "C333", day("2020-12-31"), day("2021-01-01"), "${env:HOME}", "q"),
                RowFactory.create(4, 6, null, null, null, null, "x%y", null)),
            schema);
  }

  private static Date day(String text) {
    return Date.valueOf(text);
  }

  private static JsonNode cases() throws IOException {
    return JSON.readTree(TestingInputs.file("holds-and-fails.json").toFile());
  }

  /** Results of a suite whose expectations have the arguments at an index of each case. */
  private List<CheckResult> evaluate(int arguments) throws IOException {
    ArrayNode expectations = JSON.createArrayNode();
    for (JsonNode one : cases()) {
      ObjectNode expectation = expectations.addObject();
      expectation.set("type", one.get(0));
      expectation.set("kwargs", one.get(arguments));
    }
    Path suite = folder.resolve("suite.json");
    JSON.writeValue(suite.toFile(), Map.of("name", "cases", "expectations", expectations));
    Imported imported = GreatExpectationsImport.of(suite, "m", "lake/t");
    assertThat(imported.report().notMapped()).isEmpty();
    Suite checks = new Suite(TestingInputs.constraints(imported.yaml()));
    List<CheckResult> results = new SuiteEvaluator().evaluate(checks, rows()).results();
    assertThat(results).hasSizeGreaterThanOrEqualTo(cases().size());
    return results;
  }

  private static void assertAll(List<CheckResult> results, CheckStatus status) {
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.status())
                    .as("%s: %s", result.constraintId(), result.message())
                    .isEqualTo(status));
  }

  @Test
  void whatHoldsPasses() throws IOException {
    assertAll(evaluate(1), CheckStatus.PASS);
  }

  @Test
  void whatDoesNotHoldFails() throws IOException {
    assertAll(evaluate(2), CheckStatus.FAIL);
  }

  @Test
  void everyTypeThatIsMappedIsTried() throws IOException {
    TreeSet<String> mapped = new TreeSet<>(GreatExpectationsImport.mappedTypes());
    // It holds or is an ERROR; the other is a second name.
    mapped.remove("expect_column_to_exist");
    mapped.remove("expect_multicolumn_values_to_be_unique");

    TreeSet<String> tried = new TreeSet<>();
    cases().forEach(one -> tried.add(one.get(0).asText()));
    assertThat(tried).isEqualTo(mapped);
  }
}
