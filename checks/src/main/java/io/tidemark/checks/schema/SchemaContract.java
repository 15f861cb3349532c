package io.tidemark.checks.schema;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * What the schema of a table must be and how it may change.
 *
 * @param columns what is said of single columns; names must differ, else {@link
 *     IllegalArgumentException}
 * @param othersAllowed whether there may be columns of which nothing is said
 * @param evolution what may change
 * @param severity what a failure means
 */
public record SchemaContract(
    List<ColumnRule> columns, boolean othersAllowed, Set<Evolution> evolution, Severity severity) {
  /** What may change unless a contract says otherwise: what breaks no query by names. */
  public static final Set<Evolution> DEFAULT_EVOLUTION =
      Set.of(Evolution.ADD, Evolution.WIDEN, Evolution.ORDER);

  public SchemaContract {
    columns = List.copyOf(columns);
    evolution = Set.copyOf(evolution);
    if (columns.stream().map(ColumnRule::name).distinct().count() < columns.size()) {
      throw new IllegalArgumentException(
          "a column of the schema is named twice; name each under `required` or `optional` once");
    }
  }

  /** Ids of the results, in their order. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>(columns.stream().map(ColumnRule::id).toList());
    if (!othersAllowed) {
      ids.add(ContractJudge.OTHERS);
    }
    ids.add(ContractJudge.EVOLUTION);
    return ids;
  }

  /**
   * Judges a schema: one result for each column in {@link #columns}, one on all others if these are
   * refused, one on the evolution.
   *
   * @param schema the schema with Delta's metadata of the fields
   * @param past what is known of the schema before
   * @param caseSensitive whether names that differ only by case are different names
   */
  public List<CheckResult> judge(StructType schema, SchemaPast past, boolean caseSensitive) {
    return new ContractJudge(this, schema, past, caseSensitive).results();
  }
}
