package io.tidemark.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkVersionsTest {
  @Test
  void theSparkOfTheBuildIsTheRightOne() {
    assertThatCode(SparkVersions::require).doesNotThrowAnyException();
  }

  @Test
  void anyPatchReleaseWillDo() {
    assertThatCode(() -> SparkVersions.require("3.5.0-amzn-1", "2.12.18"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"4.0.1,2.13.16", "3.4.4,2.12.17", "3.5.7,2.13.8", "unknown,unknown"})
  void anotherVersionOfSparkOrLineOfScalaIsRefusedByItsNumber(String spark, String scala) {
    assertThatThrownBy(() -> SparkVersions.require(spark, scala))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SPARK_UNSUPPORTED))
        .hasMessage("this is Spark " + spark + " with Scala " + scala);
  }
}
