package io.tidemark.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NaN|–",
        "0|0",
        "-0.0|0",
        "1234567|1,234,567",
        "12.3381|12.34",
        "1234.5678|1,234.6",
        "0.99999|0.99999",
        "0.000012|1.20e-05",
        "1e300|1.00e+300",
        "Infinity|∞",
        "-Infinity|-∞",
        "-38.22049|-38.22",
        "0.5|0.5",
        "99999.96|99,999.96"
      })
  void numbersReadWell(double value, String expected) {
    assertThat(Format.number(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NaN|–",
        "0|0%",
        "1|100%",
        "0.1234|12.3%",
        "0.0001|< 0.1%",
        "0.9999|> 99.9%",
        "0.9994|99.9%",
        "0.0005|0.1%"
      })
  void onlyAnExactShareReadsAsNothingOrAll(double value, String expected) {
    assertThat(Format.share(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 ms",
    "950,950 ms",
    "1500,1.5 s",
    "59949,59.9 s",
    "59999,1 min 00 s",
    "245000,4 min 05 s",
    "3720000,1 h 02 min"
  })
  void durationsChooseTheirUnit(long millis, String expected) {
    assertThat(Format.duration(millis)).isEqualTo(expected);
  }

  @Test
  void valuesThatAreNotThereAreADash() {
    assertThat(Format.count(null)).isEqualTo("–");
    assertThat(Format.number(null)).isEqualTo("–");
    assertThat(Format.time(null)).isEqualTo("–");
    assertThat(Format.share(1, 0)).isEqualTo("–");
    assertThat(Format.difference(Double.NaN)).isEqualTo("–");
  }

  @Test
  void timesAreUtcToTheSecond() {
    assertThat(Format.time(Instant.parse("2001-01-25T12:00:00.987Z")))
        .isEqualTo("2001-01-25 12:00:00 UTC");
  }

  @Test
  void aLongNameIsCutBetweenCharactersNotWithinOne() {
    assertThat(Format.clip("\uD83D\uDEEB\uD83D\uDEEB\uD83D\uDEEB", 2)).isEqualTo("\uD83D\uDEEB…");
    assertThat(Format.clip("\uD83D\uDEEB\uD83D\uDEEB", 2)).isEqualTo("\uD83D\uDEEB\uD83D\uDEEB");
    assertThat(Format.clip("", 2)).isEqualTo("–");
  }

  @Test
  void bytesAreGivenInTheUnitThatFitsThem() {
    assertThat(Format.bytes(0)).isEqualTo("0 B");
    assertThat(Format.bytes(999)).isEqualTo("999 B");
    assertThat(Format.bytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Format.bytes(999_949)).isEqualTo("999.9 kB");
    assertThat(Format.bytes(999_950)).isEqualTo("1.0 MB");
    assertThat(Format.bytes(231_420_008)).isEqualTo("231.4 MB");
    assertThat(Format.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }

  @Test
  void aTimeTooShortToTellIsNotZero() {
    assertThat(Format.millis(0)).isEqualTo("0.00 ms");
    assertThat(Format.millis(0.004)).isEqualTo("< 0.01 ms");
    assertThat(Format.millis(0.005)).isEqualTo("0.01 ms");
    assertThat(Format.millis(12.34)).isEqualTo("12.3 ms");
  }
}
