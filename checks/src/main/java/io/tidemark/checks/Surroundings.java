package io.tidemark.checks;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What constraints may look at besides the rows of the version under check. */
public interface Surroundings {

  /** None: constraints that need any cannot be evaluated. */
  Surroundings NONE = new NoSurroundings();

  /**
   * Another table.
   *
   * @param label name and version, for people
   * @param rows its rows, before the filter of the constraint
   */
  record Other(String label, Dataset<Row> rows) {}

  /**
   * The table that a constraint names.
   *
   * @throws ConstraintProblem if it cannot be read, with the reason
   */
  Other open(OtherTable table) throws ConstraintProblem;

  /** When the checks run. */
  Instant now() throws ConstraintProblem;

  /** When the version under check was committed. */
  Instant committedAt() throws ConstraintProblem;

  /**
   * Numbers of rows of the versions before, the newest first: only versions with other rows than
   * the version after them.
   *
   * @param most how many to give at most
   * @throws ConstraintProblem if the rows of one cannot be counted
   */
  List<Long> rowsBefore(int most) throws ConstraintProblem;

  /**
   * What was measured on the versions before, the newest first.
   *
   * @param metric as {@link Constraint#metric()} names it
   */
  List<PastValue> valuesBefore(String metric) throws ConstraintProblem;
}
