package io.tidemark.jobs.outputs;

import io.tidemark.jobs.error.TidemarkException;
import java.util.List;

/**
 * What became of a run's outputs.
 *
 * @param places where each went, by its name
 * @param lines what is meant for standard output, line by line
 * @param failures outputs that could not be written though they must be
 */
public record Written(List<Place> places, List<String> lines, List<TidemarkException> failures) {

  /** No output was asked for. */
  public static final Written NOTHING = new Written(List.of(), List.of(), List.of());

  public Written {
    places = List.copyOf(places);
    lines = List.copyOf(lines);
    failures = List.copyOf(failures);
  }

  /**
   * Where an output went.
   *
   * @param output its name, for example {@code junit}
   * @param where a file or an address
   */
  public record Place(String output, String where) {}
}
