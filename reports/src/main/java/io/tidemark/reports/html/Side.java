package io.tidemark.reports.html;

/**
 * One of two sides of a comparison. What came first and what is held against it have a colour and a
 * line or marker each.
 */
public enum Side {
  /** The rows held out at training. */
  HELD_OUT("held", "held out", "On the held-out rows"),
  /** The rows of the current version. */
  CURRENT("now", "current version", "On the current version"),
  /** The reference that the current version is compared with. */
  REFERENCE("held", "reference", "In the reference"),
  /** The champion on golden rows. */
  CHAMPION("held", "champion", "Champion, on the golden rows"),
  /** The challenger on golden rows. */
  CHALLENGER("now", "challenger", "Challenger, on the golden rows");

  private final String css;
  private final String word;
  private final String where;

  Side(String css, String word, String where) {
    this.css = css;
    this.word = word;
    this.where = where;
  }

  /** Name of the style class. */
  public String css() {
    return css;
  }

  /** What it is called. */
  public String word() {
    return word;
  }

  /** Which model and rows that is, at the beginning of a sentence. */
  public String where() {
    return where;
  }

  /** True for the side that the other is held against. */
  boolean earlier() {
    return css.equals("held");
  }
}
