package io.tidemark.jobs.config;

import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** How files are reached while there is no Spark session, before it starts or after it is lost. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /**
   * The class path's settings, and over them what spark-submit passed as {@code spark.hadoop.*}.
   */
  public static Configuration current() {
    return of(System.getProperties());
  }

  static Configuration of(Properties submitted) {
    Configuration hadoop = new Configuration();
    submitted.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name -> hadoop.set(name.substring(PREFIX.length()), submitted.getProperty(name)));
    return hadoop;
  }
}
