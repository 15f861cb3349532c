package io.tidemark.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against SciPy and NumPy. Tolerances: effects and adjusted p-values 1e-12 absolute or relative,
 * p-values 1e-9 absolute and, where they are not tiny, 1e-7 relative; SciPy's asymptotic KS is
 * corrected for finite samples, by about t + 1/(6 sqrt(nm/(n+m))), and ours is the plain limit:
 * 0.02 absolute, that shift at 292 times the largest density of about 1.7, rounded up.
 * Wasserstein-1: 1e-9 relative, as SciPy adds up distribution functions and not counts. Where
 * counts are too many for the exact hypergeometric distribution the normal one is within 2 % for
 * the mean.
 */
class OracleTest {
  private static final double ALPHA = 0.05;

  static List<JsonNode> psi() {
    return Oracle.cases("psi");
  }

  static List<JsonNode> jensenShannon() {
    return Oracle.cases("jensenShannon");
  }

  static List<JsonNode> chiSquare() {
    return Oracle.cases("chiSquare");
  }

  static List<JsonNode> ks() {
    return Oracle.cases("ks");
  }

  static List<JsonNode> wasserstein() {
    return Oracle.cases("wasserstein");
  }

  static List<JsonNode> differences() {
    return Oracle.cases("differences");
  }

  static List<JsonNode> hypergeometric() {
    return Oracle.cases("hypergeometric");
  }

  static List<JsonNode> gamma() {
    return Oracle.cases("gamma");
  }

  static List<JsonNode> proportions() {
    return Oracle.cases("proportions");
  }

  static List<JsonNode> fisher() {
    return Oracle.cases("fisher");
  }

  static List<JsonNode> benjaminiHochberg() {
    return Oracle.cases("benjaminiHochberg");
  }

  static List<JsonNode> detectable() {
    return Oracle.cases("detectable");
  }

  @ParameterizedTest
  @MethodSource("psi")
  void psiIsTheFormulaOnSmoothedShares(JsonNode given) {
    Evidence found = PopulationStability.compare(Oracle.table(given), ALPHA);

    assertThat(found.effect()).isCloseTo(given.get("psi").asDouble(), within(1e-12));
    assertThat(found.exact()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jensenShannon")
  void jensenShannonIsTheDistanceToBaseTwo(JsonNode given) {
    Evidence found = JensenShannon.compare(Oracle.table(given), ALPHA);

    // The square root of a rounding error of 1e-16 is 1e-8.
    double distance = given.get("distance").asDouble();
    assertThat(found.effect() * found.effect()).isCloseTo(distance * distance, within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("chiSquare")
  void chiSquareIsTheTwoSampleContingencyTest(JsonNode given) {
    Evidence found = ChiSquare.compare(Oracle.table(given), ALPHA);

    double statistic = given.get("statistic").asDouble();
    assertThat(found.statistic()).isCloseTo(statistic, within(1e-12 + 1e-9 * statistic));
    assertThat(found.effect()).isCloseTo(given.get("v").asDouble(), within(1e-12));
    assertPValue(found.pValue(), given.get("p").asDouble());
  }

  @ParameterizedTest
  @MethodSource("ks")
  void ksOnAllDistinctValuesAsCutsIsTheTwoSampleTest(JsonNode given) {
    double[] reference = Oracle.values(given.get("reference"));
    double[] current = Oracle.values(given.get("current"));
    double[] cuts =
        DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current))
            .sorted()
            .distinct()
            .toArray();
    Evidence found =
        KolmogorovSmirnov.compare(
            CellTable.of(FineCells.count(cuts, reference), FineCells.count(cuts, current)), ALPHA);

    assertThat(found.exact()).isTrue();
    assertThat(found.effect()).isCloseTo(given.get("d").asDouble(), within(1e-12));
    if (given.get("exact").isNull()) {
      assertPValue(found.pValue(), given.get("kolmogorov").asDouble());
      assertThat(found.pValue()).isCloseTo(given.get("asymp").asDouble(), within(0.02));
    } else {
      assertPValue(found.pValue(), given.get("exact").asDouble());
    }
  }

  @ParameterizedTest
  @MethodSource("ks")
  void theAsymptoticKsTailIsKolmogorovsDistribution(JsonNode given) {
    double n = given.get("reference").size();
    double m = given.get("current").size();
    double t = given.get("d").asDouble() * Math.sqrt(n * m / (n + m));

    assertPValue(KolmogorovSmirnov.asymptoticTail(t), given.get("kolmogorov").asDouble());
  }

  @ParameterizedTest
  @MethodSource("wasserstein")
  void wassersteinOnPointsIsTheDistanceInStandardDeviations(JsonNode given) {
    double[] values = Oracle.values(given.get("values"));
    double scale = given.get("scale").asDouble();
    Evidence found = Wasserstein.compare(values, values, Oracle.table(given), scale, ALPHA);

    assertThat(found.exact()).isTrue();
    assertThat(found.effect()).isCloseTo(given.get("distance").asDouble(), withinPercentage(1e-7));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void totalVariationAndLInfinityAreDistancesOfShares(JsonNode given) {
    CellTable cells = Oracle.table(given);
    Evidence variation = TotalVariation.compare(cells, ALPHA);
    Evidence largest = LInfinity.compare(cells, ALPHA);

    assertThat(variation.effect()).isCloseTo(given.get("totalVariation").asDouble(), within(1e-12));
    assertThat(largest.effect()).isCloseTo(given.get("lInfinity").asDouble(), within(1e-12));
    JsonNode peak = given.get("peak");
    assertThat(largest.peak()).isEqualTo(peak.isNull() ? null : (Integer) peak.asInt());
  }

  @ParameterizedTest
  @MethodSource("hypergeometric")
  void rowsOfACellFallOnTheSidesLikeTheHypergeometricDistribution(JsonNode given) {
    double rows = given.get("rows").asDouble();
    long small = given.get("small").asLong();
    long large = given.get("large").asLong();
    double mean = given.get("mean").asDouble();
    for (long[] sides : List.of(new long[] {small, large}, new long[] {large, small})) {
      Hypergeometric falls =
          new Hypergeometric(CellTable.of(new long[] {sides[0]}, new long[] {sides[1]}));

      boolean exact = falls.isRare(rows);
      assertThat(falls.meanDifference(rows)).isCloseTo(mean, withinPercentage(exact ? 1e-3 : 2));
      assertThat(falls.variance(rows))
          .isCloseTo(given.get("variance").asDouble(), withinPercentage(1e-7));
      assertThat(falls.tail(rows, given.get("difference").asDouble()))
          .isCloseTo(given.get("tail").asDouble(), withinPercentage(1e-3));
      if (exact) {
        Hypergeometric.Moments moments = falls.moments(rows, (r, c) -> Math.abs(r - c));
        assertThat(moments.mean()).isCloseTo(mean, withinPercentage(1e-3));
        double square = moments.variance() + mean * mean;
        assertThat(square).isCloseTo(falls.variance(rows), withinPercentage(1e-3));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gamma")
  void gammaQuantilesAreExact(JsonNode given) {
    double found =
        Noise.gammaQuantile(given.get("alpha").asDouble(), given.get("shape").asDouble());

    assertThat(found).isCloseTo(given.get("quantile").asDouble(), withinPercentage(1e-6));
  }

  @ParameterizedTest
  @MethodSource("proportions")
  void shareDifferenceIsTheTwoProportionTest(JsonNode given) {
    Evidence found = shares(given);

    double statistic = given.get("statistic").asDouble();
    assertThat(found.statistic()).isCloseTo(statistic, within(1e-12 + 1e-7 * statistic));
    assertPValue(found.pValue(), given.get("p").asDouble());
  }

  @ParameterizedTest
  @MethodSource("fisher")
  void shareDifferenceIsFishersTestWhereExpectedCountsAreSmall(JsonNode given) {
    assertPValue(shares(given).pValue(), given.get("p").asDouble());
  }

  @ParameterizedTest
  @MethodSource("benjaminiHochberg")
  void adjustmentIsBenjaminiHochberg(JsonNode given) {
    double[] adjusted = BenjaminiHochberg.adjust(Oracle.values(given.get("p")));

    assertThat(adjusted).containsExactly(Oracle.values(given.get("adjusted")), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("detectable")
  void smallestDetectableIsWithinFivePercentOfTheNonCentralChiSquare(JsonNode given) {
    double alpha = given.get("alpha").asDouble();
    int df = given.get("df").asInt();

    assertThat(Noise.chiSquareQuantile(alpha, df))
        .isCloseTo(given.get("quantile").asDouble(), within(1e-6));
    assertThat(Noise.detectableStatistic(alpha, df) - df)
        .isCloseTo(given.get("lambda").asDouble(), withinPercentage(5));
  }

  private static Evidence shares(JsonNode given) {
    return ShareDifference.compare(
        Measure.NULL_SHARE,
        given.get("a").asLong(),
        given.get("n").asLong(),
        given.get("b").asLong(),
        given.get("m").asLong(),
        ALPHA);
  }

  private static void assertPValue(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-9));
    if (expected > 1e-6) {
      assertThat(found).isCloseTo(expected, withinPercentage(1e-5));
    }
  }
}
