package io.tidemark.jobs.draft;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Text of unknown origin made fit for one line of a comment, a report or a terminal. */
public final class PlainText {
  private static final int LONGEST = 160;

  private PlainText() {}

  /** One line of at most 160 characters; what does not show is written as its code. */
  public static String oneLine(String text) {
    return oneLine(text, LONGEST);
  }

  /** One line of at most so many characters; what does not show is written as its code. */
  public static String oneLine(String text, int longest) {
    String shown = escaped(text, c -> false);
    int length = shown.codePointCount(0, shown.length());
    return length <= longest
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, longest - 3)) + "...";
  }

  /** A name between backticks. */
  public static String name(String name) {
    return "`" + oneLine(name) + "`";
  }

  /**
   * Text in which everything that is not plainly visible, and what the caller names, is written as
   * {@code \\uXXXX}.
   */
  public static String escaped(String text, IntPredicate also) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (visible(c) && !also.test(c)) {
                safe.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return safe.toString();
  }

  /**
   * Whether a character shows as itself: no control character, no line break of any script, no
   * invisible character that changes the direction of text, no half of a pair.
   */
  public static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
