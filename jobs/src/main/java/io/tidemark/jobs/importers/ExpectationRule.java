package io.tidemark.jobs.importers;

/** How expectations of one type become checks. */
@FunctionalInterface
interface ExpectationRule {
  /**
   * The checks for an expectation.
   *
   * @throws NotMappable if there are none
   */
  Mapping map(Kwargs kwargs) throws NotMappable;
}
