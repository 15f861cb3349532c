package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.Phase;
import io.tidemark.reports.SparkWork;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class PhasesTest {

  private final SparkSession spark = TestingSpark.session();

  private Phases phases() {
    return new Phases(spark, Clock.systemUTC(), Progress.silent());
  }

  /** Three tasks in one job that reads 30 rows. */
  private long threeTasks() {
    return spark.range(0, 30, 1, 3).javaRDD().map(number -> number + 1).collect().size();
  }

  private static SparkWork of(Phase phase) {
    return Objects.requireNonNull(phase.work());
  }

  @Test
  void jobsAndTasksAreCountedByPhaseAndOutsideOfThem() {
    Phases phases = phases();
    Phases.Work work =
        phases.counted(
            () -> {
              phases.run("once", "", this::threeTasks);
              threeTasks();
              phases.run("twice", "", () -> threeTasks() + threeTasks());
              phases.run("nothing", "", () -> 1);
              return phases.work();
            });

    assertThat(work.phases()).extracting(Phase::name).containsExactly("once", "twice", "nothing");
    assertThat(work.phases())
        .extracting(Phase::work)
        .containsExactly(
            new SparkWork(1, 3, 0, 30), new SparkWork(2, 6, 0, 60), new SparkWork(0, 0, 0, 0));
    assertThat(work.total()).isEqualTo(new SparkWork(4, 12, 0, 120));
  }

  @Test
  void twoPhasesOfOneNameAndOneWithinAnotherAreToldApart() {
    Phases phases = phases();
    List<Phase> done =
        phases.counted(
            () -> {
              phases.run("same", "", this::threeTasks);
              phases.run(
                  "same",
                  "",
                  () -> {
                    phases.run("inner", "", this::threeTasks);
                    return threeTasks() + threeTasks();
                  });
              return phases.work().phases();
            });

    assertThat(done).extracting(Phase::name).containsExactly("same", "inner", "same");
    assertThat(done).extracting(phase -> of(phase).jobs()).containsExactly(1L, 1L, 2L);
  }

  @Test
  void runsAtTheSameTimeDoNotCountEachOthersJobs() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Phases.Work> one = pool.submit(() -> jobs(2));
      Future<Phases.Work> other = pool.submit(() -> jobs(5));

      assertThat(Objects.requireNonNull(one.get().total()).jobs()).isEqualTo(2);
      assertThat(Objects.requireNonNull(other.get().total()).jobs()).isEqualTo(5);
    } finally {
      pool.shutdownNow();
    }
  }

  private Phases.Work jobs(int count) {
    Phases phases = phases();
    return phases.counted(
        () -> {
          for (int i = 0; i < count; i++) {
            phases.run("work", "", this::threeTasks);
          }
          return phases.work();
        });
  }

  @Test
  void nothingIsCountedOnceARunHasEndedEvenInAnError() {
    Phases phases = phases();
    try {
      phases.counted(
          () ->
              phases.run(
                  "fails",
                  "",
                  () -> {
                    throw new IllegalStateException("broken");
                  }));
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("broken");
    }

    assertThat(spark.sparkContext().getLocalProperty("tidemark.run")).isNull();
    assertThat(phases.work().total()).isNull();
    assertThat(phases.work().phases()).extracting(Phase::name).containsExactly("fails");
  }
}
