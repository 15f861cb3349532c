package io.tidemark.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a user most likely meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate nearest to the name by edit distance, if it is near at all. */
  public static Optional<String> to(String name, Collection<String> candidates) {
    int limit = Math.max(2, name.length() / 2);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return candidates.stream()
        .filter(c -> distance.apply(name, c) >= 0)
        .min(Comparator.<String>comparingInt(c -> distance.apply(name, c)).thenComparing(c -> c));
  }

  /** {@code "; did you mean `x`?"}, or an empty text when nothing is near. */
  public static String hint(String name, Collection<String> candidates) {
    return to(name, candidates).map(c -> "; did you mean `" + c + "`?").orElse("");
  }
}
