package io.tidemark.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Groups of rows by number, so that everything that follows is grouped by one integer whatever the
 * keys are, and groups that are not asked for cost nothing more.
 *
 * @param groups values of the keys and, last, the number of rows; the first group has the number
 *     that was asked for, the next ones follow
 * @param rows the rows of these groups, without the keys, with {@value #ID}
 */
record Segments(List<Row> groups, Dataset<Row> rows) {
  /** Number of the group. */
  static final String ID = "segment";

  /** Number of the group that all rows are in. */
  static final int WHOLE = 0;

  private static final String SET = "slice_set";
  private static final String VALUES = "slice_values";
  private static final String COUNT = "rows_of_group";

  /** All rows as one group. */
  static Dataset<Row> whole(Dataset<Row> scored, String... keys) {
    return scored.drop(keys).withColumn(ID, lit(WHOLE));
  }

  /**
   * Slices, the largest first, from number 1 on; the keys of each are the number of the set and the
   * values as an array of texts.
   *
   * @param sets columns with an array of texts each: the values that a row has in a set of slices
   */
  static Segments slices(Dataset<Row> scored, List<String> sets, long minRows, int max) {
    List<Column> structs = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      structs.add(struct(lit(i).as(SET), col(sets.get(i)).as(VALUES)));
    }
    Dataset<Row> each =
        scored
            .withColumn(SET, explode(array(structs.toArray(Column[]::new))))
            .drop(sets.toArray(String[]::new))
            .select(col("*"), col(SET + "." + SET).as("s"), col(SET + "." + VALUES).as(VALUES))
            .drop(SET)
            .withColumnRenamed("s", SET);
    List<String> keys = List.of(SET, VALUES);
    Dataset<Row> largest =
        counted(each, keys)
            .where(col(COUNT).geq(minRows))
            .orderBy(col(COUNT).desc(), col(SET), col(VALUES))
            .limit(max);
    return numbered(each, keys, largest, 1);
  }

  private static Dataset<Row> counted(Dataset<Row> rows, List<String> keys) {
    return rows.groupBy(columns(keys)).agg(count(lit(1)).as(COUNT));
  }

  private static Segments numbered(
      Dataset<Row> rows, List<String> keys, Dataset<Row> chosen, int first) {
    List<Row> groups = chosen.collectAsList();
    List<Row> ids = new ArrayList<>();
    StructType schema = new StructType().add(ID, DataTypes.IntegerType, false);
    for (String key : keys) {
      schema = schema.add(named(key), chosen.schema().apply(key).dataType(), true);
    }
    for (int i = 0; i < groups.size(); i++) {
      Object[] cells = new Object[keys.size() + 1];
      cells[0] = first + i;
      for (int k = 0; k < keys.size(); k++) {
        cells[k + 1] = groups.get(i).get(k);
      }
      ids.add(RowFactory.create(cells));
    }
    Dataset<Row> numbers = rows.sparkSession().createDataFrame(ids, schema);
    Column same = lit(true);
    for (String key : keys) {
      same = same.and(col(key).eqNullSafe(col(named(key))));
    }
    Dataset<Row> inGroups =
        rows.join(broadcast(numbers), same)
            .drop(keys.toArray(String[]::new))
            .drop(keys.stream().map(Segments::named).toArray(String[]::new));
    return new Segments(groups, inGroups);
  }

  private static String named(String key) {
    return "id_" + key;
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(n -> col(n)).toArray(Column[]::new);
  }
}
