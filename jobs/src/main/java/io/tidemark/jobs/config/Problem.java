package io.tidemark.jobs.config;

/**
 * One mistake in a configuration.
 *
 * @param source the file or option it is in
 * @param line line in the file, from 1; 0 where there is none
 * @param message what is wrong, with the next step
 */
public record Problem(String source, int line, String message) {

  @Override
  public String toString() {
    return line > 0 ? source + ":" + line + ": " + message : source + ": " + message;
  }
}
