package io.tidemark.bench;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the test JVM. */
public final class TestingSpark {
  private TestingSpark() {}

  private static final class Holder {
    static final SparkSession SESSION = BenchSpark.start(Path.of("target", "test-spark"));
  }

  /** The session. */
  public static SparkSession session() {
    return Holder.SESSION;
  }
}
