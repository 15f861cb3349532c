package io.tidemark.checks.suggest;

import java.util.Optional;
import java.util.Set;

/** The shape that codes of one length share, such as three capital letters, as a pattern. */
final class TextShape {
  /** Fewer texts may look alike by chance. */
  private static final int FEWEST_TEXTS = 10;

  private static final int LONGEST = 64;

  private static final int UPPER = 1;
  private static final int LOWER = 2;
  private static final int DIGIT = 4;

  private TextShape() {}

  /** The shape of all known texts of a column; empty if they are few or differ. */
  static Optional<String> of(ColumnFacts facts) {
    ColumnFacts.Lengths lengths = facts.lengths();
    Set<String> texts = facts.values().keySet();
    if (lengths == null
        || !lengths.fixed()
        || lengths.max() < 1
        || lengths.max() > LONGEST
        || texts.size() < FEWEST_TEXTS) {
      return Optional.empty();
    }
    StringBuilder regex = new StringBuilder("^");
    String before = "";
    int run = 0;
    for (int i = 0; i < lengths.max(); i++) {
      String place = place(texts, i);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      if (!place.equals(before)) {
        append(regex, before, run);
        before = place;
        run = 0;
      }
      run++;
    }
    append(regex, before, run);
    return Optional.of(regex.append('$').toString());
  }

  private static void append(StringBuilder regex, String place, int run) {
    regex.append(place).append(run > 1 ? "{" + run + "}" : "");
  }

  /** What stands at a place in all texts; empty if it cannot be said in few words. */
  private static String place(Set<String> texts, int at) {
    int kinds = 0;
    char mark = 0;
    for (String text : texts) {
      if (at >= text.length()) {
        return "";
      }
      char c = text.charAt(at);
      if (c >= 'A' && c <= 'Z') {
        kinds |= UPPER;
      } else if (c >= 'a' && c <= 'z') {
        kinds |= LOWER;
      } else if (c >= '0' && c <= '9') {
        kinds |= DIGIT;
      } else if (mark == 0 || mark == c) {
        mark = c;
      } else {
        return "";
      }
    }
    if (mark != 0) {
      boolean plain = kinds == 0 && "-_.:/".indexOf(mark) >= 0;
      return plain ? (mark == '.' ? "[.]" : String.valueOf(mark)) : "";
    }
    return "["
        + ((kinds & UPPER) > 0 ? "A-Z" : "")
        + ((kinds & LOWER) > 0 ? "a-z" : "")
        + ((kinds & DIGIT) > 0 ? "0-9" : "")
        + "]";
  }
}
