package io.tidemark.reports.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryNamesTest {
  private static final CategoryNames NAMES = names("a key of sixteen characters or more");

  private static CategoryNames names(String key) {
    return new CategoryNames(key.getBytes(StandardCharsets.UTF_8), List.of("carrier"));
  }

  @Test
  void aNameHasTheSameHashInEveryRunWithTheSameKeyAndAnotherWithAnotherKey() {
    String hash = NAMES.of("origin", "ATL");

    assertThat(hash).matches("[0-9a-f]{12}");
    assertThat(names("a key of sixteen characters or more").of("origin", "ATL")).isEqualTo(hash);
    assertThat(names("another key of sixteen characters").of("origin", "ATL")).isNotEqualTo(hash);
    assertThat(NAMES.of("origin", "SEA")).isNotEqualTo(hash);
    assertThat(NAMES.of("destination", "ATL")).isNotEqualTo(hash);
  }

  /** printf 'origin\0ATL' | openssl dgst -sha256 -hmac 'a key of sixteen characters or more' */
  @Test
  void theHashIsThatOfOtherPrograms() {
    assertThat(NAMES.of("origin", "ATL")).isEqualTo("541170b87895");
  }

  @Test
  void namesOfColumnsThatMayBeSeenStay() {
    assertThat(NAMES.of("carrier", "AA")).isEqualTo("AA");
    assertThat(NAMES.of(List.of("carrier"), "AA")).isEqualTo("AA");
    assertThat(NAMES.of(List.of("carrier", "origin"), "AA, ATL")).matches("[0-9a-f]{12}");
    assertThat(NAMES.orNull("origin", null)).isNull();
  }

  @Test
  void stringsInSqlAreHashedAndApostrophesAreNot() {
    assertThat(NAMES.literals("origin = 'ATL' and name <> 'O''Hare' or x in ('a', 'b')"))
        .doesNotContain("ATL", "Hare", "'a'", "'b'")
        .matches(
            "origin = '[0-9a-f]{12}' and name <> '[0-9a-f]{12}' or x in \\('[0-9a-f]{12}', '[0-9a-f]{12}'\\)");
    assertThat(NAMES.literals("the table's rows and the run's"))
        .isEqualTo("the table's rows and the run's");
    assertThat(NAMES.literals("")).isEmpty();
  }

  @Test
  void theValuesThatSparkQuotesAreHashedAndTypesAreNot() {
    assertThat(
            NAMES.error(
                "[CAST_INVALID_INPUT] The value 'Smith' of the type \"STRING\" cannot be cast to"
                    + " \"DECIMAL(10,2)\"; see \"(name = Smith$1)\" or \"spark.sql.ansi.enabled\""))
        .doesNotContain("Smith")
        .contains("\"STRING\"", "\"DECIMAL(10,2)\"", "\"spark.sql.ansi.enabled\"");
  }
}
