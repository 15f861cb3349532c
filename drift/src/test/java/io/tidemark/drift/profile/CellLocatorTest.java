package io.tidemark.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CellLocatorTest {
  private static final double[] SPECIAL = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1e9,
    -1,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    1,
    1e9,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  @Test
  void everyValueFallsWhereABinarySearchPutsIt() {
    Random random = new Random(1);
    List<DoubleSupplier> shapes =
        List.of(
            random::nextGaussian,
            () -> Math.exp(2 * random.nextGaussian()),
            () -> random.nextInt(3000),
            () -> random.nextInt(4) == 0 ? 0 : random.nextDouble(),
            () -> random.nextInt(100) == 0 ? 1e9 * random.nextGaussian() : random.nextGaussian(),
            () -> 1.7e9 + random.nextInt(1_000_000),
            () -> 1000 + 1e-9 * random.nextDouble(),
            () -> SPECIAL[1 + random.nextInt(SPECIAL.length - 2)],
            () -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
    for (DoubleSupplier shape : shapes) {
      for (int k : new int[] {0, 1, 2, 10, 1000, 5000}) {
        double[] cuts =
            DoubleStream.generate(shape)
                .limit(k)
                .map(x -> x + 0.0)
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        check(cuts, values(shape, cuts));
      }
    }
  }

  private static double[] values(DoubleSupplier shape, double[] cuts) {
    DoubleStream neighbours =
        Arrays.stream(cuts).flatMap(x -> DoubleStream.of(Math.nextDown(x), x, Math.nextUp(x)));
    return DoubleStream.concat(
            DoubleStream.concat(DoubleStream.generate(shape).limit(2000), neighbours),
            Arrays.stream(SPECIAL))
        .filter(x -> !Double.isNaN(x))
        .toArray();
  }

  private static void check(double[] cuts, double[] values) {
    CellLocator locator = new CellLocator(cuts);
    for (double value : values) {
      assertThat(locator.locate(value)).as("%s", value).isEqualTo(expected(cuts, value));
    }
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    int[] cells = new int[finite.length];
    long[] counts = new long[2 * cuts.length + 1];
    locator.count(finite, finite.length, cells, counts);
    long[] expected = new long[counts.length];
    for (int i = 0; i < finite.length; i++) {
      int cell = expected(cuts, finite[i]);
      expected[cell]++;
      assertThat(cells[i]).as("%s", finite[i]).isEqualTo(cell);
    }
    assertThat(counts).isEqualTo(expected);
  }

  private static int expected(double[] cuts, double value) {
    int found = Arrays.binarySearch(cuts, value + 0.0);
    return found >= 0 ? 2 * found + 1 : 2 * (-found - 1);
  }
}
