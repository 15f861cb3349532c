package io.tidemark.training;

import java.util.List;

/**
 * Rows by label and predicted class.
 *
 * @param classes names of the classes, in order; binary: 0 and 1
 * @param rows rows of class i that were predicted to be of class j, at {@code rows.get(i).get(j)}
 */
public record Confusion(List<String> classes, List<List<Long>> rows) {

  public Confusion {
    classes = List.copyOf(classes);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
