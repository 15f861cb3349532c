package io.tidemark.training;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An input of a model.
 *
 * @param name name for people, unique within a model; any characters
 * @param expression Spark SQL expression over the columns of one row
 * @param kind how its values are understood
 * @param required whether rows without a value are left out of the training; such rows are not to
 *     be scored either
 * @param maxCategories categorical: most categories that the training rows may have; else, and
 *     where they are hashed, without effect
 * @param buckets categorical: number of buckets that categories are hashed into; null if they are
 *     not hashed
 */
public record Feature(
    String name,
    String expression,
    Kind kind,
    boolean required,
    int maxCategories,
    @Nullable Integer buckets) {
  /** Most categories unless something else is said. */
  public static final int MAX_CATEGORIES = 1000;

  /** Greatest number of categories or buckets that can be asked for. */
  public static final int LIMIT = 10_000;

  /** How the values of a feature are understood. */
  public enum Kind {
    /**
     * A number (or boolean, as 0 and 1). Null, NaN and infinities are replaced with the median of
     * the training rows.
     */
    NUMERIC,
    /**
     * A category, whatever its type; it is compared as a string. Null and categories that were not
     * in the training rows share a category of their own.
     */
    CATEGORICAL,
    /**
     * A date, timestamp or timestamp_ntz: sine and cosine of the time of day (not of dates), the
     * day of the week and the day of the year. Timestamps are taken in UTC, whatever the session's
     * time zone. Null is replaced with the medians of the training rows.
     */
    DATE
  }

  /** A feature with defaults. */
  public Feature(String name, String expression, Kind kind) {
    this(name, expression, kind, false, MAX_CATEGORIES, null);
  }

  public Feature {
    if (name.isBlank() || expression.isBlank()) {
      throw new IllegalArgumentException(
          "feature `" + name + "` with expression `" + expression + "`; neither may be blank");
    }
    if (maxCategories < 2 || maxCategories > LIMIT) {
      throw new IllegalArgumentException(
          "feature `%s` may have %d categories; give 2 to %d"
              .formatted(name, maxCategories, LIMIT));
    }
    if (buckets != null && (buckets < 2 || buckets > LIMIT)) {
      throw new IllegalArgumentException(
          "feature `%s` has %d buckets; give 2 to %d".formatted(name, buckets, LIMIT));
    }
    if (buckets != null && kind != Kind.CATEGORICAL) {
      throw new IllegalArgumentException(
          "feature `%s` is %s and has buckets; only categories are hashed".formatted(name, kind));
    }
  }

  /** Why it gives away the label; empty if that cannot be told from the texts. */
  public Optional<String> leak(String label) {
    if (plain(expression).equals(plain(label))) {
      return Optional.of(
          "feature `%s` is the label (`%s`), so the model would only copy it; remove it"
              .formatted(name, label));
    }
    return plain(name).equals(plain(label))
        ? Optional.of(
            "feature `%s` is named as the label; give it another name, or remove it if it is the"
                    .formatted(name)
                + " label")
        : Optional.empty();
  }

  /** An expression without what does not change its meaning: blanks, quotes, case, brackets. */
  private static String plain(String expression) {
    String plain = expression.replaceAll("[\\s`]+", "");
    if (!plain.contains("'") && !plain.contains("\"")) {
      plain = plain.toLowerCase(Locale.ROOT);
    }
    while (plain.startsWith("(")
        && plain.endsWith(")")
        && plain.indexOf(')') == plain.length() - 1) {
      plain = plain.substring(1, plain.length() - 1);
    }
    return plain;
  }
}
