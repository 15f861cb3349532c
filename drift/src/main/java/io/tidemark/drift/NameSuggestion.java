package io.tidemark.drift;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which column was meant. */
public final class NameSuggestion {
  private NameSuggestion() {}

  /** The closest name with at most a third of the letters changed; ties by name. */
  public static Optional<String> closest(String wanted, Collection<String> names) {
    int most = Math.max(1, wanted.length() / 3);
    return names.stream()
        .filter(name -> distance(wanted, name) <= most)
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein distance without regard to case. */
  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
