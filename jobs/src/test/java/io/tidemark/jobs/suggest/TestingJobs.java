package io.tidemark.jobs.suggest;

import io.tidemark.jobs.TestingSpark;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts Spark jobs by their group. */
final class TestingJobs extends SparkListener {
  private final Map<String, Integer> counts = new TreeMap<>();

  private TestingJobs() {}

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    String group = start.properties().getProperty("spark.jobGroup.id");
    String description = start.properties().getProperty("spark.job.description", "");
    // Delta finds the files of a version by jobs of its own, as often as a version is read.
    if (group != null && !description.startsWith("Delta")) {
      counts.merge(group, 1, Integer::sum);
    }
  }

  /**
   * Jobs that an action starts. The session is without adaptive execution, under which Spark counts
   * every shuffle as a job.
   */
  static Map<String, Integer> of(Runnable action) throws TimeoutException {
    TestingJobs jobs = new TestingJobs();
    TestingSpark.heard(jobs, action);
    return jobs.counts;
  }
}
