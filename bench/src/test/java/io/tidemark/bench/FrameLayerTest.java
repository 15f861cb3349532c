package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLayerTest {

  @Test
  void readingAVectorCountsForTheCaller() {
    assertThat(
            FrameLayer.of(
                List.of(
                    "org.apache.spark.sql.execution.vectorized.OnHeapColumnVector",
                    "io.tidemark.drift.profile.NumericTally")))
        .isEqualTo(FrameLayer.PROFILE);
  }

  @Test
  void decodingCountsForParquetThoughTheProfileAskedForIt() {
    assertThat(
            FrameLayer.of(
                List.of(
                    "java.nio.HeapByteBuffer",
                    "org.apache.spark.sql.execution.datasources.parquet.VectorizedPlainValuesReader",
                    "io.tidemark.drift.profile.TableScan")))
        .isEqualTo(FrameLayer.DECODING);
  }

  @Test
  void decompressionIsToldFromDecoding() {
    assertThat(
            FrameLayer.of(
                List.of(
                    "org.xerial.snappy.SnappyNative",
                    "org.apache.parquet.hadoop.ParquetFileReader")))
        .isEqualTo(FrameLayer.DECOMPRESSION);
  }

  @Test
  void aStackOfStrangersIsEverythingElse() {
    assertThat(FrameLayer.of(List.of("java.lang.Thread", "org.apache.spark.executor.Executor")))
        .isEqualTo(FrameLayer.OTHER);
  }
}
