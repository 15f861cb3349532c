package io.tidemark.jobs.cli;

import io.tidemark.jobs.draft.PlainText;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text of unknown origin made fit for the console: neither a terminal nor the runner of a pipeline
 * takes any of it for a command. Runners look for {@code ::error::} at the start of a line (GitHub)
 * and for {@code ##[error]}, {@code ##vso[} or {@code ##teamcity[} anywhere in it.
 */
final class Shown {
  private static final Pattern COMMAND = Pattern.compile("^(\\s*):(?=:)");
  private static final Pattern MARKER = Pattern.compile("#(?=#\\w*\\[)");

  private Shown() {}

  /** One line; line breaks and whatever else does not show are written as their codes. */
  static String line(String text) {
    String plain = PlainText.escaped(text, c -> false);
    String marked = MARKER.matcher(plain).replaceAll("\\\\u0023");
    return COMMAND.matcher(marked).replaceFirst("$1\\\\u003a");
  }

  /** The lines of a text, each by itself. */
  static String lines(String text) {
    return text.lines().map(Shown::line).collect(Collectors.joining("\n"));
  }
}
