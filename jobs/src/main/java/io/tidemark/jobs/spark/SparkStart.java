package io.tidemark.jobs.spark;

import io.tidemark.jobs.error.TidemarkException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts a session, and watches the cluster behind it. */
public final class SparkStart {
  private SparkStart() {}

  /**
   * The session of this process.
   *
   * @throws TidemarkException if Spark does not start
   */
  public static SparkSession session(SparkConf conf) {
    SparkSession session;
    try {
      session = SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) {
      // Spark's checked exceptions come undeclared.
      throw ClusterErrors.noStart(e, conf.get("spark.master"));
    }
    ExecutorWatch.start(session.sparkContext());
    return session;
  }
}
