package io.tidemark.jobs.spark;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Whether this is the Spark that the jar was built for. Asks files of Spark and Scala, not their
 * classes: those of another version may not even load.
 */
public final class SparkVersions {
  private static final String SPARK = "3.5";
  private static final String SCALA = "2.12";

  private SparkVersions() {}

  /**
   * Fails on another version of Spark or another line of Scala.
   *
   * @throws TidemarkException naming what was found
   */
  public static void require() {
    require(
        property("spark-version-info.properties", "version"),
        property("library.properties", "version.number"));
  }

  static void require(String spark, String scala) {
    if (line(spark).equals(SPARK) && line(scala).equals(SCALA)) {
      return;
    }
    throw new TidemarkException(
        ErrorCode.SPARK_UNSUPPORTED,
        "this is Spark " + spark + " with Scala " + scala,
        "tidemark.jar is built for Spark " + SPARK + " with Scala " + SCALA,
        "use a Spark "
            + SPARK
            + " distribution for Scala "
            + SCALA
            + (line(scala).equals(SCALA)
                ? "; others do not work together with the Delta Lake in the jar"
                : "; distributions named scala2.13 are others"),
        null);
  }

  /** The first two parts of a version. */
  private static String line(String version) {
    String[] parts = version.split("\\.", -1);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  private static String property(String file, String key) {
    try (InputStream in = SparkVersions.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty(key, "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
