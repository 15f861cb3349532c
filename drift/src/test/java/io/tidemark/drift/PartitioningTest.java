package io.tidemark.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.TestingTallies;
import io.tidemark.drift.reference.NumericBins;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.reference.ReferenceProfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/**
 * The same rows give the same result however they are spread and ordered. Counts and with them
 * p-values are the same to the last digit; what is told in standard deviations, and means and
 * deviations themselves, are sums of floating-point numbers, whose last digits follow the order.
 */
class PartitioningTest {
  private static final double LAST_DIGITS = 1e-12;

  @Test
  void columnsSlicesAndWindowsAreTheSameForAnyPartitionsAndAnyOrder() {
    Dataset<Row> reference = flights(0, 2500, "delay").cache();
    Dataset<Row> current = flights(1, 900, "if(origin = 'B', delay * 1.4, delay)").cache();
    DriftResult expected = compare(reference.coalesce(1), current.coalesce(1));
    assertThat(expected.slices()).hasSize(3);
    assertThat(expected.windows()).hasSize(3);

    for (int seed = 1; seed <= 2; seed++) {
      DriftResult found = compare(spread(reference, seed), spread(current, seed + 10));

      SameText.assertSame(found, expected, LAST_DIGITS);
    }
    reference.unpersist();
    current.unpersist();
  }

  @Test
  void evidenceIsTheSameInWhateverPartsRowsAreCountedAndMerged() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<Double> reference = draw(random, 100 + random.nextInt(1500), 1);
      List<Double> current = draw(random, 20 + random.nextInt(300), 1 + random.nextDouble() / 4);
      double[] cuts =
          IntStream.range(0, 60)
              .mapToDouble(i -> reference.get(i * reference.size() / 60))
              .sorted()
              .distinct()
              .toArray();
      ColumnMeasurement expected = measure(inParts(reference, cuts, 1, random), current, 1, random);
      for (int parts : new int[] {2, 3, 7, 20}) {
        NumericTally merged = inParts(reference, cuts, parts, random);

        ColumnMeasurement found = measure(merged, current, parts, random);

        for (int i = 0; i < expected.findings().size(); i++) {
          var actual = found.findings().get(i).evidence();
          var wanted = expected.findings().get(i).evidence();
          assertThat(actual.pValue()).as("%s, seed %d", wanted, seed).isEqualTo(wanted.pValue());
          SameText.assertSame(actual, wanted, LAST_DIGITS);
        }
      }
    }
  }

  private static List<Double> draw(Random random, int size, double factor) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(factor * Math.exp(random.nextGaussian()));
    }
    return values;
  }

  /** Counts values in random order in so many parts and merges these in random order. */
  private static NumericTally inParts(
      List<Double> values, double[] cuts, int parts, Random random) {
    List<Double> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    List<NumericTally> tallies = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      List<Double> own =
          shuffled.subList(part * shuffled.size() / parts, (part + 1) * shuffled.size() / parts);
      tallies.add(
          TestingTallies.numbers(cuts, own.stream().mapToDouble(Double::doubleValue).toArray()));
    }
    while (tallies.size() > 1) {
      NumericTally last = tallies.remove(tallies.size() - 1);
      tallies.get(random.nextInt(tallies.size())).merge(last);
    }
    return tallies.get(0);
  }

  private static ColumnMeasurement measure(
      NumericTally reference, List<Double> current, int parts, Random random) {
    NumericProfile profile =
        new NumericProfile(
            "v",
            "double",
            reference.summary(),
            Arrays.stream(reference.cuts()).boxed().toList(),
            Arrays.stream(reference.cells()).boxed().toList(),
            NumericBins.freeze(reference.cells(), 10));
    NumericTally counted = inParts(current, reference.cuts(), parts, random);
    return ColumnMeasurement.of(profile, counted, false, 0.05);
  }

  private static DriftResult compare(Dataset<Row> reference, Dataset<Row> current) {
    ReferenceProfile profile =
        ReferenceProfiles.freeze(
            reference, ReferenceOptions.defaults().withSlices(List.of(List.of("origin")), 50, 10));
    return new DriftComparison(
            new DriftOptions(
                0.05,
                DriftThresholds.defaults(),
                Map.of(),
                0.3,
                new WindowOptions("at", Duration.ofDays(1), 10)))
        .compare(profile, current);
  }

  /** The rows in one to seven partitions, in another order. */
  private static Dataset<Row> spread(Dataset<Row> rows, int seed) {
    return rows.repartition(1 + seed * 3 % 7, functions.rand(seed))
        .sortWithinPartitions(functions.rand(seed + 100));
  }

  /** Flights of three origins over three days with skewed delays. */
  private static Dataset<Row> flights(int seed, int rows, String delay) {
    return TestSpark.session()
        .range(0, rows, 1, 3)
        .selectExpr(
            "substr('AAAABBC', int(pmod(hash(id, %d), 7)) + 1, 1) as origin".formatted(seed),
            "exp(pmod(hash(id, %d, 1), 100000) / 30000) * sqrt(2) as delay".formatted(seed),
            "timestamp'2024-03-01 00:00:00Z' + make_interval(0, 0, 0, pmod(id, 3)) as at")
        .selectExpr("origin", delay + " as delay", "at");
  }
}
