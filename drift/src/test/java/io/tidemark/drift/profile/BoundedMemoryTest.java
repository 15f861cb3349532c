package io.tidemark.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;

/** What a column takes in a task, by Spark's own estimate of objects on the heap. */
class BoundedMemoryTest {
  private static final long BOUND = 4L << 20;
  private static final int MANY = 10_000_000;

  @Test
  void tenMillionDistinctTextsTakeLessThanFourMebibytes() {
    List<String> known = IntStream.range(0, 1000).mapToObj("known %d"::formatted).toList();
    CategoryTally tally = new CategoryTally(known);
    ColumnBlock block = new ColumnBlock();
    for (int from = 0; from < MANY; from += ColumnBlock.USUAL_ROWS) {
      int size = Math.min(ColumnBlock.USUAL_ROWS, MANY - from);
      block.clearTexts(size);
      for (int i = 0; i < size; i++) {
        block.texts()[i] = UTF8String.fromBytes(digits(from + i));
        block.codes()[i] = i;
      }
      block.setDistinct(size);
      block.setExtent(size, size);
      tally.accept(block);
    }

    assertThat(tally.others()).isEqualTo(MANY);
    assertThat(tally.othersComplete()).isFalse();
    assertThat(tally.summary().distinct()).isBetween(MANY / 100L * 95, MANY / 100L * 105);
    assertThat(SizeEstimator.estimate(tally)).isLessThan(BOUND);
    assertThat(Wire.bytes(tally)).hasSizeLessThan((int) BOUND);
  }

  @Test
  void theLongestNamesThatAreKeptTakeLessThanFourMebibytes() {
    // Two bytes a character, as Java keeps what is not Latin.
    CategoryTally tally = Survey.texts();
    for (int i = 0; i < 50_000; i++) {
      tally.accept(TestingBlocks.of("ж".repeat(200 + i % 2) + i));
      tally.accept(TestingBlocks.of(i + "ж".repeat(200)));
    }

    assertThat(SizeEstimator.estimate(tally)).isLessThan(BOUND);
  }

  @Test
  void numbersOfEverySizeTakeLessThanFourMebibytes() {
    NumericTally tally =
        new NumericTally(IntStream.range(0, 1000).mapToDouble(i -> i).toArray(), false);
    TailCounts everywhere = new TailCounts();
    double[] values = new double[ColumnBlock.USUAL_ROWS];
    ColumnBlock block = new ColumnBlock();
    for (int exponent = 0; exponent < 2047; exponent++) {
      for (int i = 0; i < 128; i++) {
        long bits = (long) exponent << 52 | (long) (i % 64) << 46;
        values[i] = Double.longBitsToDouble(i < 64 ? bits : bits | Long.MIN_VALUE);
        everywhere.add(values[i]);
      }
      block.clear(128);
      System.arraycopy(values, 0, block.numbers(), 0, 128);
      block.setExtent(128, 128);
      tally.accept(block);
    }

    assertThat(everywhere.cells().counts()).hasSizeGreaterThan(260_000).containsOnly(1L, 2L);
    assertThat(SizeEstimator.estimate(everywhere)).isLessThan(BOUND);
    assertThat(SizeEstimator.estimate(tally)).isLessThan(BOUND);
  }

  private static byte[] digits(int number) {
    byte[] text = new byte[140];
    Arrays.fill(text, (byte) '-');
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, text, 0, digits.length);
    return text;
  }
}
