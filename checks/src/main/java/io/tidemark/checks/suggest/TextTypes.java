package io.tidemark.checks.suggest;

import io.tidemark.checks.TextFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the texts of a column are numbers or booleans. */
final class TextTypes {
  private static final Map<TextFormat, Pattern> FORMS =
      Map.of(
          TextFormat.INTEGER, Pattern.compile("[+-]?\\d+"),
          TextFormat.NUMBER,
              Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?", Pattern.CASE_INSENSITIVE),
          TextFormat.BOOLEAN, Pattern.compile("true|false", Pattern.CASE_INSENSITIVE));

  private TextTypes() {}

  /** The narrowest form that all known texts of a column have. */
  static Optional<TextFormat> of(ColumnFacts facts) {
    if (facts.type() != ColumnFacts.Type.TEXT || facts.values().isEmpty()) {
      return Optional.empty();
    }
    for (TextFormat format :
        new TextFormat[] {TextFormat.INTEGER, TextFormat.NUMBER, TextFormat.BOOLEAN}) {
      Pattern form = FORMS.get(format);
      if (form != null
          && facts.values().keySet().stream().allMatch(v -> form.matcher(v).matches())) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
