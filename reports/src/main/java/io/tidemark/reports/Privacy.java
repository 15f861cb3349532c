package io.tidemark.reports;

import java.util.List;

/**
 * That names and small figures of a result are hidden. What led to verdicts was not: they rest on
 * true figures.
 *
 * @param minRows rows below which a figure is not shown
 * @param shown columns whose values are shown
 * @param hidden what is not shown in this result besides names, one sentence each
 */
public record Privacy(int minRows, List<String> shown, List<String> hidden) {

  public Privacy {
    shown = List.copyOf(shown);
    hidden = List.copyOf(hidden);
  }

  /** In one sentence. */
  public String inWords() {
    return "Privacy mode: names of categories are hashed"
        + (shown.isEmpty() ? "" : " (but those of " + String.join(", ", shown) + ")")
        + ", and figures of fewer than "
        + minRows
        + " rows are not shown.";
  }
}
