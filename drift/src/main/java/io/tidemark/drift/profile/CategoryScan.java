package io.tidemark.drift.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * The most frequent texts of columns with more of them than fit into memory: counted exactly by a
 * shuffle that spills to disk, for all columns at once. Only the kept names reach the driver.
 */
public final class CategoryScan {
  private CategoryScan() {}

  /** Returns for each column up to {@code most} texts, most frequent first, ties by the text. */
  public static List<List<String>> mostFrequent(
      Dataset<Row> rows, List<ColumnRead> reads, int most) {
    List<List<String>> found = new ArrayList<>();
    reads.forEach(read -> found.add(new ArrayList<>()));
    if (reads.isEmpty()) {
      return found;
    }
    String[] names =
        IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Column[] texts = reads.stream().map(read -> text(read, rows.schema())).toArray(Column[]::new);
    Dataset<Row> kept =
        rows.toDF(names)
            .select(posexplode(array(texts)))
            .filter(col("col").isNotNull())
            .groupBy("pos", "col")
            .count()
            .withColumn(
                "rank",
                row_number()
                    .over(Window.partitionBy("pos").orderBy(col("count").desc(), col("col"))))
            .filter(col("rank").leq(most))
            .select("pos", "col", "rank")
            .orderBy("pos", "rank");
    for (Row row : kept.collectAsList()) {
      found.get(row.getInt(0)).add(row.getString(1));
    }
    return found;
  }

  private static Column text(ColumnRead read, StructType schema) {
    Column column = col("c" + read.path().get(0));
    StructType level = schema;
    for (int i = 1; i < read.path().size(); i++) {
      level = (StructType) level.fields()[read.path().get(i - 1)].dataType();
      column = column.getField(level.fields()[read.path().get(i)].name());
    }
    return column.cast("string");
  }
}
