package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.bench.BenchOptions.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

  @Test
  void anEmptyEnvironmentMeansTheFullBenchmark() {
    BenchOptions options = BenchOptions.fromEnvironment(Map.of());

    assertThat(options.rows()).isEqualTo(5_000_000);
    assertThat(options.flatnessRows()).containsExactly(1_000_000L, 5_000_000L, 20_000_000L);
    assertThat(options.complete()).isTrue();
  }

  @Test
  void sizesAndStagesAreRead() {
    BenchOptions options =
        BenchOptions.fromEnvironment(
            Map.of(
                "BENCH_ROWS", "500_000",
                "BENCH_FLATNESS_ROWS", "10, 20",
                "BENCH_STAGES", "core,wide"));

    assertThat(options.rows()).isEqualTo(500_000);
    assertThat(options.flatnessRows()).containsExactly(10L, 20L);
    assertThat(options.stages()).containsExactly(Stage.WIDE);
    assertThat(options.complete()).isFalse();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BenchOptions.fromEnvironment(
                    Map.of("BENCH_ROWS", "many", "BENCH_STAGES", "core,fast")))
        .withMessage(
            "the benchmark cannot run: BENCH_ROWS is `many`, not whole numbers above 0; BENCH_STAGES names `fast`; there are core, deequ, flatness, wide");
  }
}
