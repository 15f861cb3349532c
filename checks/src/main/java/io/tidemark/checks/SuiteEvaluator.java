package io.tidemark.checks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Evaluates suites on tables, through Deequ.
 *
 * <p>What each constraint takes is told by {@link Constraint#cost()}: nearly all share one scan of
 * the table, whatever their number.
 *
 * <p>A constraint that cannot be measured (missing column, wrong type, bad SQL or regular
 * expression, no rows to check, an error while computing) is {@link CheckStatus#ERROR} and leaves
 * the others' results as they are: names and expressions are checked before anything runs, and if
 * the shared scan fails nevertheless, the suite is halved until the culprits are alone.
 */
public final class SuiteEvaluator {
  private static final String JOB_DESCRIPTION = "spark.job.description";

  private final DeequAdapter deequ = new DeequAdapter();

  /**
   * Evaluates a suite.
   *
   * @return one result per constraint, in the order of the suite
   * @throws RuntimeException Spark's own, if the rows cannot be read: that is no fault of a
   *     constraint
   */
  public SuiteResult evaluate(Suite suite, Dataset<Row> rows) {
    return evaluate(suite, rows, Surroundings.NONE);
  }

  /**
   * Evaluates a suite whose constraints may look further than the rows.
   *
   * @return one result per constraint, in the order of the suite
   * @throws RuntimeException Spark's own, if the rows cannot be read: that is no fault of a
   *     constraint
   */
  public SuiteResult evaluate(Suite suite, Dataset<Row> rows, Surroundings surroundings) {
    Planner planner = new Planner(new Table(rows), surroundings);
    Map<String, CheckResult> results = new HashMap<>();
    List<Probe> probes = new ArrayList<>();
    List<Probe> alone = new ArrayList<>();
    for (Constraint constraint : suite.constraints()) {
      try {
        Probe probe = planner.plan(constraint);
        (isAlone(probe) ? alone : probes).add(probe);
      } catch (ConstraintProblem problem) {
        results.put(constraint.id(), Results.error(constraint, problem.text()));
      }
    }
    SparkContext spark = rows.sparkSession().sparkContext();
    String before = spark.getLocalProperty(JOB_DESCRIPTION);
    spark.setJobDescription("tidemark: " + suite.constraints().size() + " constraints");
    try {
      List<Measurement> together = measureTogether(rows, probes);
      if (together.stream().anyMatch(Measurement.Broken.class::isInstance)) {
        requireReadable(rows);
      }
      settle(rows, probes, together)
          .forEach((probe, m) -> results.put(probe.constraint().id(), Results.of(probe, m)));
      for (Probe probe : alone) {
        results.put(probe.constraint().id(), Results.of(probe, measureAlone(rows, probe)));
      }
    } finally {
      spark.setLocalProperty(JOB_DESCRIPTION, before);
    }
    return new SuiteResult(
        suite.constraints().stream()
            .map(c -> Objects.requireNonNull(results.get(c.id())))
            .toList());
  }

  private static boolean isAlone(Probe probe) {
    return probe.measure() instanceof Probe.Measure.Found
        || probe.measure() instanceof Probe.Measure.Elsewhere;
  }

  /** What Deequ has no part in: it looks at another table, or needs no job. */
  private static Measurement measureAlone(Dataset<Row> rows, Probe probe) {
    try {
      if (probe.measure() instanceof Probe.Measure.Found found) {
        return ForeignKeys.measure(rows, probe, found);
      }
      if (probe.measure() instanceof Probe.Measure.Elsewhere elsewhere) {
        return elsewhere.work().call();
      }
    } catch (Exception e) {
      // Not swallowed: it becomes the ERROR of this constraint.
      return new Measurement.Broken(e);
    }
    throw new IllegalStateException("Deequ measures " + probe.measure());
  }

  /** Reads every value and keeps none; fails as Spark does where a file is missing or damaged. */
  private static void requireReadable(Dataset<Row> rows) {
    rows.write().format("noop").mode(SaveMode.Overwrite).save();
  }

  private Map<Probe, Measurement> measure(Dataset<Row> rows, List<Probe> probes) {
    return settle(rows, probes, measureTogether(rows, probes));
  }

  private Map<Probe, Measurement> settle(
      Dataset<Row> rows, List<Probe> probes, List<Measurement> together) {
    Map<Probe, Measurement> measurements = new LinkedHashMap<>();
    List<Probe> broken = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      measurements.put(probes.get(i), together.get(i));
      if (together.get(i) instanceof Measurement.Broken) {
        broken.add(probes.get(i));
      }
    }
    // One that is broken alone is the culprit; of several, some may only have shared its scan.
    if (broken.size() > 1) {
      int half = broken.size() < probes.size() ? broken.size() : broken.size() / 2;
      measurements.putAll(measure(rows, broken.subList(0, half)));
      measurements.putAll(measure(rows, broken.subList(half, broken.size())));
    }
    return measurements;
  }

  private List<Measurement> measureTogether(Dataset<Row> rows, List<Probe> probes) {
    if (probes.isEmpty()) {
      return List.of();
    }
    try {
      return deequ.measure(rows, probes);
    } catch (Exception e) {
      // Not swallowed: it becomes the ERROR of every probe that fails when measured alone, too.
      return Collections.nCopies(probes.size(), new Measurement.Broken(e));
    }
  }
}
