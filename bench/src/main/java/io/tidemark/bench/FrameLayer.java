package io.tidemark.bench;

import java.util.List;
import java.util.Locale;

/** What a sample of a task's stack was busy with. */
enum FrameLayer {
  DECOMPRESSION("decompressing Parquet pages"),
  DECODING("reading and decoding Parquet"),
  PROFILE("counting by Tidemark"),
  SPARK_ROWS("turning batches into rows, generated code"),
  OTHER("everything else");

  private static final List<String> DECOMPRESSING =
      List.of(
          "org.xerial.snappy.",
          "org.apache.parquet.hadoop.codec.",
          "org.apache.parquet.hadoop.CodecFactory",
          "com.github.luben.zstd.");
  private static final List<String> DECODING_PARQUET =
      List.of(
          "org.apache.parquet.",
          "org.apache.spark.sql.execution.datasources.parquet.",
          "org.apache.hadoop.fs.");
  private static final List<String> MAKING_ROWS =
      List.of(
          "org.apache.spark.sql.catalyst.expressions.GeneratedClass",
          "org.apache.spark.sql.catalyst.encoders.",
          "org.apache.spark.sql.execution.ColumnarToRow");

  private final String title;

  FrameLayer(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * The layer of a stack: that of the innermost frame that belongs to one. Frames of the JDK, of
   * Spark's column vectors and of its strings count for their caller.
   *
   * @param classes class names, innermost first
   */
  static FrameLayer of(List<String> classes) {
    for (String name : classes) {
      if (startsWith(name, DECOMPRESSING)) {
        return DECOMPRESSION;
      } else if (startsWith(name, DECODING_PARQUET)) {
        return DECODING;
      } else if (name.startsWith("io.tidemark.drift.")) {
        return PROFILE;
      } else if (startsWith(name, MAKING_ROWS)) {
        return SPARK_ROWS;
      }
    }
    return OTHER;
  }

  private static boolean startsWith(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
