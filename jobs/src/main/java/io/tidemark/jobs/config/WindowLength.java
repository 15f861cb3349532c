package io.tidemark.jobs.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of windows as users write them. */
final class WindowLength {
  private static final Pattern PLAIN =
      Pattern.compile("(\\d{1,6}) *(minute|hour|day|week)s?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ISO_WEEKS = Pattern.compile("P(\\d{1,6})W");

  private WindowLength() {}

  /** What is wrong with a text, or nothing. */
  static Optional<String> problem(String text) {
    try {
      parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a length.
   *
   * @throws IllegalArgumentException if it is none, or not longer than nothing
   */
  static Duration parse(String text) {
    Duration length = lengthOf(text.strip());
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("is not longer than nothing");
    }
    return length;
  }

  private static Duration lengthOf(String text) {
    Matcher weeks = ISO_WEEKS.matcher(text);
    if (weeks.matches()) {
      return Duration.ofDays(7 * Long.parseLong(weeks.group(1)));
    }
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches()) {
      long count = Long.parseLong(plain.group(1));
      return switch (plain.group(2).toLowerCase(Locale.ROOT)) {
        case "minute" -> Duration.ofMinutes(count);
        case "hour" -> Duration.ofHours(count);
        case "day" -> Duration.ofDays(count);
        default -> Duration.ofDays(7 * count);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "is no length of a window; write it as `1 day`, `6 hours` or `30 minutes`, or as an ISO 8601 duration such"
              + " as `PT12H`",
          e);
    }
  }
}
