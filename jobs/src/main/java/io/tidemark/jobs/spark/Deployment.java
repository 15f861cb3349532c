package io.tidemark.jobs.spark;

import java.util.Map;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Where the driver runs, which decides how it may end. */
public enum Deployment {
  /** A process of its own beside the caller: embedded, or spark-submit in client mode. */
  CLIENT,
  /** A process of its own that the cluster started, and whose end the cluster judges. */
  CLUSTER,
  /** A JVM that others use too and that must not be ended, as on Databricks. */
  SHARED;

  private static final String SHARED_MARK = "DATABRICKS_RUNTIME_VERSION";

  /** That of this process. */
  public static Deployment current() {
    return of(System.getenv(), System.getProperties());
  }

  static Deployment of(Map<String, String> environment, Properties submitted) {
    if (environment.containsKey(SHARED_MARK)) {
      return SHARED;
    }
    return "cluster".equals(submitted.getProperty("spark.submit.deployMode")) ? CLUSTER : CLIENT;
  }

  /** Stops the session, so that no thread of it keeps the JVM alive. */
  public static void stopSpark() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
  }
}
