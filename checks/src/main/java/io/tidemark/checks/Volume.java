package io.tidemark.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Number of rows by the median number of rows of the versions before.
 *
 * @param versions how many versions before to look at; fewer are taken where there are no more
 * @param min least ratio; null for no lower bound
 * @param max greatest ratio; null for no upper bound
 */
public record Volume(int versions, @Nullable Double min, @Nullable Double max, Terms terms)
    implements Constraint {

  public Volume {
    if (versions < 1) {
      throw new IllegalArgumentException(
          "volume against " + versions + " versions; compare with 1 or more");
    }
    new Bounds(min, max);
  }

  @Override
  public String kind() {
    return "volume";
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public String expected() {
    return bounds().inWords()
        + " times "
        + (versions == 1 ? "the version before" : "the median of the " + versions + " before");
  }

  Bounds bounds() {
    return new Bounds(min, max);
  }
}
