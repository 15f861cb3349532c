package io.tidemark.checks.schema;

/**
 * A change and the commit that made it.
 *
 * @param change the change
 * @param commit the commit; where several made it together, the last of them
 */
public record CommittedChange(SchemaChange change, TableCommit commit) {

  /** Change and commit in a sentence without its end. */
  public String inWords() {
    return change.inWords() + " in " + commit.inWords();
  }
}
