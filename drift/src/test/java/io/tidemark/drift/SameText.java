package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Equality of records, written out as text, but for the last digits of decimal numbers. */
public final class SameText {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private SameText() {}

  /** Decimal numbers may differ by the tolerance, relative to them above 1. */
  public static void assertSame(Object actual, Object expected, double tolerance) {
    String left = actual.toString();
    String right = expected.toString();
    if (left.equals(right)) {
      return;
    }
    List<String> numbers = numbers(left);
    List<String> others = numbers(right);
    assertThat(numbers).hasSameSizeAs(others);
    for (int i = 0; i < numbers.size(); i++) {
      double a = Double.parseDouble(numbers.get(i));
      double b = Double.parseDouble(others.get(i));
      if (!(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)))) {
        assertThat(left).as("%s is not %s", a, b).isEqualTo(right);
      }
    }
    assertThat(DECIMAL.matcher(left).replaceAll("#"))
        .isEqualTo(DECIMAL.matcher(right).replaceAll("#"));
  }

  private static List<String> numbers(String text) {
    return DECIMAL.matcher(text).results().map(MatchResult::group).toList();
  }
}
