package io.tidemark.jobs.draft;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as YAML on one line, quoted so that they are read back as they were. */
public final class YamlText {
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Words that YAML 1.1 reads as something else than text. */
  private static final Set<String> TAKEN =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  /** Numbers longer than this in decimals are written with an exponent. */
  private static final int MOST_DIGITS = 20;

  private YamlText() {}

  /** A text, number, list or map with text keys. */
  public static String of(Object value) {
    if (value instanceof BigDecimal number) {
      return number(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> text(e.getKey().toString()) + ": " + of(e.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    return text(value.toString());
  }

  private static String text(String text) {
    if (WORD.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    // Single quotes keep backslashes readable, as in regular expressions.
    boolean single =
        !text.contains("'")
            && (text.contains("\\") || text.contains("\""))
            && text.codePoints().allMatch(PlainText::visible);
    return single ? "'" + text + "'" : doubleQuoted(text);
  }

  /** Also JSON. */
  public static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(PlainText.escaped(Character.toString(c), x -> false));
              }
            });
    return quoted.append('"').toString();
  }

  private static String number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    boolean readable =
        plain.precision() - plain.scale() <= MOST_DIGITS && plain.scale() <= MOST_DIGITS;
    // YAML 1.1 wants a point in a number with an exponent.
    return readable ? plain.toPlainString() : Double.toString(plain.doubleValue());
  }
}
