package io.tidemark.training;

/**
 * An input of a model.
 *
 * @param name name for people, unique within a model; any characters
 * @param expression Spark SQL expression over the columns of one row
 * @param kind how its values are understood
 */
public record Feature(String name, String expression, Kind kind) {

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
    CATEGORICAL
  }

  public Feature {
    if (name.isBlank() || expression.isBlank()) {
      throw new IllegalArgumentException(
          "feature `" + name + "` with expression `" + expression + "`; neither may be blank");
    }
  }
}
