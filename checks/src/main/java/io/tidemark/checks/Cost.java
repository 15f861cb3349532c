package io.tidemark.checks;

/** What the evaluation of a constraint takes. */
public enum Cost {
  /** No Spark job: it is told by the schema or the log. */
  NO_JOB("no Spark job"),
  /** A part of the one scan that all such constraints share. */
  SHARED_SCAN("the shared scan"),
  /** Two Spark jobs, shared by all constraints with the same columns and filter. */
  GROUPING("a grouping"),
  /** A Spark job that reads this table, another one or both. */
  OWN_SCAN("a scan of its own");

  private final String inWords;

  Cost(String inWords) {
    this.inWords = inWords;
  }

  /** In words, for a table. */
  public String inWords() {
    return inWords;
  }
}
