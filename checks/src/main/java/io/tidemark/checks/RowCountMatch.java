package io.tidemark.checks;

/**
 * Number of rows by the number of rows of another table.
 *
 * @param other the table to compare with
 * @param min least ratio
 * @param max greatest ratio
 */
public record RowCountMatch(OtherTable other, double min, double max, Terms terms)
    implements CrossTable {

  public RowCountMatch {
    new Bounds(min, max);
  }

  @Override
  public String kind() {
    return "row_count_match";
  }

  @Override
  public String expected() {
    return min == max
        ? Bounds.number(min) + " times " + other.inWords()
        : bounds().inWords() + " times " + other.inWords();
  }

  Bounds bounds() {
    return new Bounds(min, max);
  }
}
