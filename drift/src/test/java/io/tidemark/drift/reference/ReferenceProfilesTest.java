package io.tidemark.drift.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.drift.RandomTables;
import io.tidemark.drift.SameText;
import io.tidemark.drift.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class ReferenceProfilesTest {

  @Test
  void aProfileHoldsTheWholeSchemaAndTheSupportedColumns() {
    ReferenceProfile profile = freeze(RandomTables.table(1, 50));

    assertThat(profile.rows()).isEqualTo(50);
    assertThat(profile.schema().keySet())
        .containsExactly(
            "a.b",
            "sp ace",
            "tick`s",
            "größe 数",
            "flag",
            "money",
            "small",
            "day",
            "at",
            "nested.x");
    assertThat(profile.schema()).containsEntry("money", "decimal(12,2)");
    assertThat(profile.schema()).containsEntry("nested.x", "int");
    assertThat(profile.columns()).hasSize(10);
    assertThat(profile.schemaHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void includeAndExcludeChooseColumns() {
    ReferenceOptions options =
        new ReferenceOptions(List.of("flag", "a.b", "day"), Set.of("sp ace"), 10, 100, 100);

    ReferenceProfile profile = ReferenceProfiles.freeze(RandomTables.table(1, 20), options);

    assertThat(profile.columns())
        .extracting(ColumnProfile::name)
        .containsExactly("a.b", "flag", "day");
  }

  @Test
  void allProblemsOfTheOptionsAreListed() {
    ReferenceOptions options =
        new ReferenceOptions(List.of("list", "nope", "flag"), Set.of("gone", "flag"), 10, 100, 9)
            .withSlices(List.of(List.of("fleg"), List.of("flag", "list")), 1, 9);
    Dataset<Row> rows =
        RandomTables.table(1, 1).withColumn("list", functions.array(functions.lit(1)));

    assertThatThrownBy(() -> ReferenceProfiles.freeze(rows, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "excluded column `gone` does not exist; included column `nope` does not exist;"
                + " column `flag` is both included and excluded; slice column `fleg` does not exist"
                + " (did you mean `flag`?); slice column `list` has the type array<int>, which has"
                + " no slices; included column `list` has the type array<int>, which cannot be"
                + " profiled; the dataset has the columns [a.b,");
    assertThatThrownBy(() -> new ReferenceOptions(List.of(), Set.of(), 1, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are bins 1, cuts 10, maxCategories 10");
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    Dataset<Row> twice = TestSpark.session().sql("select 1 as x, 2 as x");

    assertThatThrownBy(() -> freeze(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the dataset has two columns `x`; rename one before freezing it as a reference");
  }

  @Test
  void fewDistinctNumbersAreAllCuts() {
    Dataset<Row> rows = numbers("double", Arrays.asList(3.0, -0.0, 0.0, 3.0, null, 7.5, 1 / 0.0));

    NumericProfile profile = (NumericProfile) freeze(rows).columns().get(0);

    assertThat(profile.cuts()).containsExactly(0.0, 3.0, 7.5);
    assertThat(profile.cells()).containsExactly(0L, 2L, 0L, 2L, 0L, 1L, 1L);
    assertThat(profile.summary().nulls()).isEqualTo(1);
    assertThat(profile.summary().max()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(profile.summary().mean()).isCloseTo(13.5 / 5, within(1e-12));
  }

  @Test
  void manyDistinctNumbersLeaveLittleMassBetweenCuts() {
    List<Object> values = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      values.add(random.nextGaussian());
    }
    ReferenceOptions options = new ReferenceOptions(List.of(), Set.of(), 10, 200, 10);

    NumericProfile profile =
        (NumericProfile)
            ReferenceProfiles.freeze(numbers("double", values), options).columns().get(0);

    assertThat(profile.cuts()).hasSizeBetween(200, 300);
    assertThat(profile.summary().min()).isEqualTo(profile.cuts().get(0));
    assertThat(Collections.max(profile.cells())).isLessThanOrEqualTo(20_000 / 200);
    assertThat(profile.cells().get(0)).isZero();
    assertThat(profile.cells().get(profile.cells().size() - 1)).isZero();
    long[] bins =
        NumericBins.sum(
            profile.binStarts(), profile.cells().stream().mapToLong(Long::longValue).toArray());
    assertThat(bins).hasSize(10);
    assertThat(Arrays.stream(bins).boxed()).allSatisfy(c -> assertThat(c).isBetween(1850L, 2150L));
  }

  @Test
  void rareCategoriesGoToOtherAndTiesGoByName() {
    Dataset<Row> rows = numbers("string", List.of("b", "d", "a", "c", "d", "true"));
    ReferenceOptions options = new ReferenceOptions(List.of(), Set.of(), 2, 2, 3);

    CategoricalProfile profile =
        (CategoricalProfile) ReferenceProfiles.freeze(rows, options).columns().get(0);

    assertThat(profile.categories())
        .extracting(c -> c.name() + " " + c.count())
        .containsExactly("d 2", "a 1", "b 1");
    assertThat(profile.other()).isEqualTo(2);
    assertThat(profile.complete()).isFalse();
  }

  @Test
  void theProfileIsTheSameUnderAnyOrderAndPartitioning() {
    for (int seed = 0; seed < 3; seed++) {
      Dataset<Row> rows = RandomTables.table(seed, 400);
      // Fewer kept than there are, so that ties decide.
      ReferenceOptions options = new ReferenceOptions(List.of(), Set.of(), 7, 500, 11);
      ReferenceProfile expected = ReferenceProfiles.freeze(rows.coalesce(1), options);
      for (int partitions : new int[] {2, 7}) {
        List<Row> shuffled = new ArrayList<>(rows.collectAsList());
        Collections.shuffle(shuffled, new Random(partitions));
        Dataset<Row> other =
            TestSpark.session().createDataFrame(shuffled, rows.schema()).repartition(partitions);

        SameText.assertSame(ReferenceProfiles.freeze(other, options), expected, 1e-12);
      }
    }
  }

  @Test
  void jobsOfAFreezeDoNotDependOnTheNumberOfColumns() {
    // A survey and the counts; a closer look for crowded columns.
    assertThat(TestSpark.jobsOf(() -> freeze(wide(1, 50)))).isEqualTo(2);
    assertThat(TestSpark.jobsOf(() -> freeze(wide(20, 50)))).isEqualTo(2);
    ReferenceOptions few = new ReferenceOptions(List.of(), Set.of(), 2, 5, 5);
    assertThat(TestSpark.jobsOf(() -> ReferenceProfiles.freeze(wide(1, 50), few))).isEqualTo(3);
    assertThat(TestSpark.jobsOf(() -> ReferenceProfiles.freeze(wide(20, 50), few))).isEqualTo(3);
  }

  @Test
  void anEmptyDatasetAndOneWithoutSupportedColumnsCanBeFrozen() {
    assertThat(freeze(RandomTables.table(1, 0)).rows()).isZero();
    Dataset<Row> lists =
        RandomTables.table(1, 3).select(functions.array(functions.col("small")).as("list"));
    assertThat(freeze(lists).rows()).isEqualTo(3);
    assertThat(freeze(lists).columns()).isEmpty();
  }

  @Test
  void jsonKeepsEverything() {
    for (int rows : new int[] {0, 1, 200}) {
      ReferenceProfile profile = freeze(RandomTables.table(7, rows));

      assertThat(ReferenceProfiles.fromJson(ReferenceProfiles.toJson(profile))).isEqualTo(profile);
    }
  }

  @Test
  void jsonKeepsInfinitiesExtremesAndHostileNames() {
    String name = "\"\\ .`${x}\u0000\u2028é😀";
    Dataset<Row> rows =
        numbers(
                "double",
                List.of(
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.NaN,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    -Double.MAX_VALUE,
                    0.1 + 0.2))
            .toDF(name);
    ReferenceProfile profile = freeze(rows);
    ReferenceProfile categories =
        freeze(numbers("string", List.of("", " ", "NaN", "null", name, "</script>")).toDF(name));

    assertThat(profile.columns().get(0).summary().min()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(ReferenceProfiles.fromJson(ReferenceProfiles.toJson(profile))).isEqualTo(profile);
    assertThat(ReferenceProfiles.fromJson(ReferenceProfiles.toJson(categories)))
        .isEqualTo(categories);
  }

  @Test
  void anotherFormatIsRefused() {
    String json = ReferenceProfiles.toJson(freeze(RandomTables.table(1, 2)));

    assertThatThrownBy(() -> ReferenceProfiles.fromJson(ofFormat(json, 3)))
        .isInstanceOf(ReferenceFormatException.class)
        .hasMessage(
            "the reference profile has format version 3, but this build reads 2; freeze the"
                + " reference again, or use the version of Tidemark that wrote it or a newer one");
    assertThatThrownBy(() -> ReferenceProfiles.fromJson(ofFormat(json, 1)))
        .isInstanceOf(ReferenceFormatException.class)
        .hasMessage(
            "the reference profile has format version 1, but this build reads 2; freeze the"
                + " reference again");
  }

  private static String ofFormat(String json, int version) {
    return json.replace("\"formatVersion\":2", "\"formatVersion\":" + version);
  }

  @Test
  void brokenJsonIsRefused() {
    String json = ReferenceProfiles.toJson(freeze(RandomTables.table(1, 9)));

    for (String broken :
        List.of(
            json.substring(0, json.length() / 2),
            json + "{}",
            json.replace("\"rows\":9", "\"rows\":8"),
            json.replace("\"binStarts\":[0", "\"binStarts\":[1"),
            json.replace("\"schemaHash\":\"", "\"schemaHash\":\"0"),
            json.replace("\"other\":", "\"more\":"),
            json.replace("\"kind\":\"numeric\"", "\"kind\":\"magic\""))) {
      assertThatThrownBy(() -> ReferenceProfiles.fromJson(broken))
          .isInstanceOf(ReferenceFormatException.class)
          .hasMessageStartingWith("the reference profile cannot be read: ")
          .hasMessageEndingWith("; restore the file or freeze the reference again");
    }
    for (String other : List.of("", "[]", "null", "{}", "{\"formatVersion\":\"1\"}")) {
      assertThatThrownBy(() -> ReferenceProfiles.fromJson(other))
          .isInstanceOf(ReferenceFormatException.class)
          .hasMessageContaining("is not a reference profile");
    }
  }

  @Test
  void theSchemaHashTellsSchemasApart() {
    Set<String> hashes =
        List.of("a int, b int", "b int, a int", "a int, b bigint", "ab int", "a int").stream()
            .map(ddl -> freeze(TestSpark.rows(ddl, List.of())).schemaHash())
            .collect(Collectors.toSet());

    assertThat(hashes).hasSize(5);
  }

  private static Dataset<Row> wide(int copies, int rows) {
    String ddl =
        IntStream.range(0, copies)
            .mapToObj(i -> "n%1$d int, s%1$d string, d%1$d date".formatted(i))
            .collect(Collectors.joining(", "));
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Object[] values = new Object[3 * copies];
      for (int c = 0; c < copies; c++) {
        values[3 * c] = i;
        values[3 * c + 1] = "s" + i;
      }
      all.add(RowFactory.create(values));
    }
    return TestSpark.rows(ddl, all);
  }

  private static Dataset<Row> numbers(String type, List<?> values) {
    return TestSpark.rows("v " + type, values.stream().map(RowFactory::create).toList());
  }

  private static ReferenceProfile freeze(Dataset<Row> rows) {
    return ReferenceProfiles.freeze(rows, ReferenceOptions.defaults());
  }
}
