package io.tidemark.jobs.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checks.schema.TableCommit;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SchemaVersionsTest {
  private static final StructType ONE = StructType.fromDDL("a INT");
  private static final StructType TWO = StructType.fromDDL("a INT, b INT");
  private static final StructType THREE = StructType.fromDDL("a INT, b INT, c INT");

  private final List<Long> reads = new ArrayList<>();

  private SchemaVersions versions(int count, LongFunction<StructType> reader) {
    NavigableMap<Long, TableCommit> commits = new TreeMap<>();
    for (long v = 0; v < count; v++) {
      commits.put(v, new TableCommit(v, Instant.ofEpochSecond(v), "WRITE", null));
    }
    return new SchemaVersions(
        "lake/t",
        commits,
        version -> {
          reads.add(version);
          return reader.apply(version);
        });
  }

  private static StructType inTurn(long version) {
    return version < 300 ? ONE : version < 301 ? TWO : THREE;
  }

  private static StructType cutOff(long version, long oldest, LongFunction<StructType> reader) {
    if (version < oldest) {
      throw new TidemarkException(ErrorCode.VERSION_NOT_FOUND, "gone", null, "none", null);
    }
    return reader.apply(version);
  }

  private static List<Long> changed(SchemaVersions versions, long from, long to) {
    return versions.changes(from, to, false).stream().map(c -> c.commit().version()).toList();
  }

  @Test
  void ofThousandsOfVersionsFewAreRead() {
    SchemaVersions versions = versions(5_000, SchemaVersionsTest::inTurn);

    assertThat(changed(versions, 0, 4_999)).containsExactly(300L, 301L);
    assertThat(reads).doesNotHaveDuplicates().hasSizeLessThan(30);
  }

  @Test
  void nothingChangedFromAVersionToItself() {
    assertThat(changed(versions(10, SchemaVersionsTest::inTurn), 4, 4)).isEmpty();
  }

  @Test
  void theNewestVersionWithAnotherSchemaIsFoundInStrides() {
    SchemaVersions versions = versions(5_000, SchemaVersionsTest::inTurn);

    assertThat(versions.before(4_999, false)).isEqualTo(new SchemaVersions.Earlier(300L, 300));
    assertThat(reads).hasSizeLessThan(30);
    assertThat(versions.before(301, false)).isEqualTo(new SchemaVersions.Earlier(300L, 300));
    assertThat(versions.before(300, false)).isEqualTo(new SchemaVersions.Earlier(299L, 299));
    assertThat(versions.before(299, false)).isEqualTo(new SchemaVersions.Earlier(null, 0));
    assertThat(versions.before(0, false)).isEqualTo(new SchemaVersions.Earlier(null, 0));
  }

  @Test
  void whereTheLogIsCutOffTheOldestVersionThatIsKnownIsSaid() {
    SchemaVersions versions = versions(5_000, v -> cutOff(v, 1_000, SchemaVersionsTest::inTurn));

    assertThat(versions.before(4_999, false)).isEqualTo(new SchemaVersions.Earlier(null, 1_000));
    assertThatThrownBy(() -> versions.changes(10, 4_999, false))
        .isInstanceOf(TidemarkException.class)
        .hasMessage("gone");
  }

  @Test
  void aVersionThatIsNotInTheHistoryIsNotReadAtAll() {
    assertThatThrownBy(() -> versions(10, SchemaVersionsTest::inTurn).changes(10, 11, false))
        .isInstanceOf(TidemarkException.class)
        .hasMessage("table `lake/t` has no version 10");
    assertThat(reads).isEmpty();
  }

  @Test
  void aSchemaJustInsideACutOffLogIsFound() {
    SchemaVersions versions = versions(5_000, v -> cutOff(v, 299, SchemaVersionsTest::inTurn));

    assertThat(versions.before(4_999, false)).isEqualTo(new SchemaVersions.Earlier(300L, 300));
    assertThat(versions.before(300, false)).isEqualTo(new SchemaVersions.Earlier(299L, 299));
  }

  @Test
  void aCommentMakesNoOtherSchema() {
    StructType commented = new StructType().add("a", "int", true, "minutes");
    SchemaVersions versions = versions(10, v -> v < 3 ? TWO : v < 7 ? ONE : commented);

    assertThat(versions.before(9, false)).isEqualTo(new SchemaVersions.Earlier(2L, 2));
  }

  @Test
  void anyOtherErrorIsNotTakenForTheEndOfTheLog() {
    SchemaVersions versions =
        versions(
            10,
            v -> {
              if (v < 5) {
                throw new TidemarkException(
                    ErrorCode.DATA_UNREADABLE, "damaged", null, "restore", null);
              }
              return ONE;
            });

    assertThatThrownBy(() -> versions.before(9, false))
        .isInstanceOf(TidemarkException.class)
        .hasMessage("damaged");
  }
}
