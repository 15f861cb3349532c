package io.tidemark.checks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Helps with a column's name that is not in the table. */
public final class NearestColumn {
  private static final int NAMES_SHOWN = 10;

  private NearestColumn() {}

  /** The nearest of the names there are, as a question; where none is near, some of them. */
  public static String suggestion(String name, Collection<String> names) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String wanted = name.toLowerCase(Locale.ROOT);
    Comparator<String> byDistance =
        Comparator.comparingInt(n -> distance.apply(wanted, n.toLowerCase(Locale.ROOT)));
    Optional<String> nearest =
        names.stream()
            .min(byDistance)
            .filter(n -> distance.apply(wanted, n.toLowerCase(Locale.ROOT)) <= tolerated(wanted));
    return nearest.map(n -> "did you mean `" + n + "`?").orElseGet(() -> inUse(names));
  }

  private static int tolerated(String name) {
    return Math.max(1, name.length() * 2 / 5);
  }

  private static String inUse(Collection<String> names) {
    String shown =
        names.stream()
            .limit(NAMES_SHOWN)
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    int more = names.size() - NAMES_SHOWN;
    return "use one of " + shown + (more > 0 ? " and " + more + " more" : "");
  }
}
