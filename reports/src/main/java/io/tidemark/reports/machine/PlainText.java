package io.tidemark.reports.machine;

import java.util.Locale;

/** Text from tables and monitors, made fit for formats that cannot hold every character. */
final class PlainText {
  private static final char REPLACEMENT = '\uFFFD';

  private PlainText() {}

  /**
   * The text without characters that XML 1.0 cannot hold, that terminals obey, or that turn the
   * direction of what follows; each becomes U+FFFD. Tabs and line ends stay.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isPlain(c) ? c : REPLACEMENT));
    return clean.toString();
  }

  private static boolean isPlain(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return true;
    }
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !turns && !lone && !Character.isISOControl(c) && c != 0xFFFE && c != 0xFFFF;
  }

  /** The text as one line: runs of blanks and line ends become one blank. */
  static String line(String text) {
    return clean(text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ").strip());
  }

  /** At most so many characters, the last an ellipsis where some are left out. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }

  /** A number for people. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "undefined" : value > 0 ? "infinite" : "-infinite";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    double size = Math.abs(value);
    return size >= 1e-4 && size < 1e15
        ? String.format(Locale.ROOT, size >= 1000 ? "%,.2f" : "%.4f", value)
        : String.format(Locale.ROOT, "%.3e", value);
  }
}
