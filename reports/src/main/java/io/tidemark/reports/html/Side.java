package io.tidemark.reports.html;

/** Which rows a model was measured on. Each side has its own colour and line or marker. */
public enum Side {
  /** The rows held out at training. */
  HELD_OUT("held", "held out"),
  /** The rows of the current version. */
  CURRENT("now", "current version");

  private final String css;
  private final String word;

  Side(String css, String word) {
    this.css = css;
    this.word = word;
  }

  /** Name of the style class. */
  public String css() {
    return css;
  }

  /** What it is called. */
  public String word() {
    return word;
  }
}
