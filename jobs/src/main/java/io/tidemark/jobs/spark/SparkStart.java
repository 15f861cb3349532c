package io.tidemark.jobs.spark;

import io.tidemark.jobs.error.ErrorCode;
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
    } catch (Exception | LinkageError e) {
      // Spark's checked exceptions come undeclared; a JDK that is not opened to it gives an Error.
      throw ClusterErrors.noStart(e, conf.get("spark.master"));
    }
    ExecutorWatch.start(session.sparkContext());
    prove(session, conf.get("spark.master"));
    return session;
  }

  /**
   * Lets the cluster do something. A master that does not answer is given up beside the start: the
   * session is there, and ends at some moment after.
   */
  private static void prove(SparkSession session, String master) {
    if (session.sparkContext().isLocal()) {
      return;
    }
    try {
      session.range(1).count();
    } catch (Exception e) {
      throw ClusterErrors.explain(e, "the start of Spark on " + master)
          .filter(cluster -> cluster.code() == ErrorCode.SPARK_UNAVAILABLE)
          .orElseGet(() -> ClusterErrors.noStart(e, master));
    }
  }
}
