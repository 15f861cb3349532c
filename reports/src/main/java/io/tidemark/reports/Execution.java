package io.tidemark.reports;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How and where a run was executed. Nothing here bears on its result.
 *
 * @param arguments the command line after {@code tidemark}, secrets blotted out; empty if the run
 *     was started by code
 * @param replay arguments that run it again on the same versions; empty if there is no such command
 * @param tidemark version of Tidemark
 * @param spark version of Spark
 * @param delta version of Delta
 * @param deequ version of Deequ
 * @param java version of Java
 * @param os operating system with its version and architecture
 * @param cores processors of the driver's machine
 * @param parallelism tasks that Spark runs at the same time by default
 * @param master Spark's master, for example {@code local[2]}
 * @param seeds seeds of everything random, by what they are of
 * @param work what Spark did until the result was complete; null if its counters are not known
 */
public record Execution(
    List<String> arguments,
    List<String> replay,
    String tidemark,
    String spark,
    String delta,
    String deequ,
    String java,
    String os,
    int cores,
    int parallelism,
    String master,
    Map<String, Long> seeds,
    @Nullable SparkWork work) {

  public Execution {
    arguments = List.copyOf(arguments);
    replay = List.copyOf(replay);
    seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
  }
}
