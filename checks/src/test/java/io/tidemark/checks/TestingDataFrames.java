package io.tidemark.checks;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The assertions of spark-testing-base for JUnit 5.
 *
 * <p>Its base class starts a session of its own in JUnit 4 callbacks, which JUnit 5 does not call;
 * used as an object over the shared session it needs none of them. A test class cannot extend it:
 * looking for test methods, JUnit would load its signatures, and with them Hive, which is not here.
 * For the same reason its assertions that send closures to executors (those with a tolerance and
 * those that mind the order) do not work without Hive; this one does.
 */
final class TestingDataFrames {
  private TestingDataFrames() {}

  /** Same schema and rows, in whatever order. */
  static void assertEqual(Dataset<Row> expected, Dataset<Row> actual) {
    new OverSharedSession().assertDataFrameNoOrderEquals(expected, actual);
  }

  private static final class OverSharedSession extends JavaDataFrameSuiteBase {
    @Override
    public SparkSession spark() {
      return TestingSpark.session();
    }

    @Override
    public SparkContext sc() {
      return spark().sparkContext();
    }
  }
}
