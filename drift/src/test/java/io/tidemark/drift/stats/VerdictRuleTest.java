package io.tidemark.drift.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictRuleTest {
  private static final Threshold PSI = new Threshold(0.10, 0.25);
  private static final VerdictRule RULE = new VerdictRule(0.05);

  @ParameterizedTest
  @CsvSource({
    // effect, noise, adjusted p, verdict
    "0.25,      0.01, 0.049, DRIFT",
    "0.2499999, 0.01, 0.049, WARN",
    "0.10,      0.01, 0.049, WARN",
    "0.0999999, 0.01, 0.049, PASS",
    "0.0999999, 0.01, 0.05,  PASS",
    "0.02,      0.10, 0.9,   PASS",
    "0.02,      0.1000001, 0.9, INSUFFICIENT_DATA",
    "0.30,      0.35, 0.08,  INSUFFICIENT_DATA",
    "0.40,      0.35, 0.049, DRIFT",
    // Beyond the noise alone but not after the adjustment: too little data to call it.
    "0.30,      0.05, 0.05,  INSUFFICIENT_DATA",
    "0.05,      0.04, 0.06,  PASS",
    "0.0,       0.0,  1.0,   PASS",
  })
  void verdictDependsOnEffectThresholdsAndNoise(
      double effect, double noise, double adjustedPValue, Verdict expected) {
    assertThat(RULE.decide(evidence(effect, effect, noise), adjustedPValue, PSI))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // low, high, verdict, rounded
    "0.0990, 0.0999, PASS,  false",
    "0.0990, 0.1000, WARN,  true",
    "0.1000, 0.1001, WARN,  false",
    "0.2490, 0.2499, WARN,  false",
    "0.2490, 0.2500, WARN,  true",
    "0.2500, 0.2600, DRIFT, false",
  })
  void anIntervalAroundAThresholdEndsInWarn(
      double low, double high, Verdict expected, boolean rounded) {
    Evidence evidence = evidence(low, high, 0.01);

    assertThat(RULE.decide(evidence, 0.001, PSI)).isEqualTo(expected);
    assertThat(VerdictRule.isRounded(evidence, PSI)).isEqualTo(rounded);
  }

  @ParameterizedTest
  @CsvSource({
    // The default thresholds, as statistics are promised to be judged.
    "PSI, 0.10, 0.25",
    "KS, 0.05, 0.10",
    "WASSERSTEIN, 0.05, 0.10",
    "CHI_SQUARE, 0.05, 0.10",
    "JENSEN_SHANNON, 0.05, 0.10",
    "NULL_SHARE, 0.025, 0.05",
    "NAN_SHARE, 0.025, 0.05",
    "UNSEEN_SHARE, 0.025, 0.05",
  })
  void everyThresholdIsCrossedFromBothSides(Measure measure, double warn, double drift) {
    Threshold threshold = new Threshold(warn, drift);

    assertThat(decide(measure, Math.nextDown(warn), 0.01, 0.001, threshold))
        .isEqualTo(Verdict.PASS);
    assertThat(decide(measure, warn, 0.01, 0.001, threshold)).isEqualTo(Verdict.WARN);
    assertThat(decide(measure, Math.nextDown(drift), 0.01, 0.001, threshold))
        .isEqualTo(Verdict.WARN);
    assertThat(decide(measure, drift, 0.01, 0.001, threshold)).isEqualTo(Verdict.DRIFT);
    // The p-value at alpha, from both sides, and the noise at the warning threshold.
    assertThat(decide(measure, drift, 0.01, Math.nextDown(0.05), threshold))
        .isEqualTo(Verdict.DRIFT);
    assertThat(decide(measure, drift, 0.01, 0.05, threshold)).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(decide(measure, 0, warn, 1, threshold)).isEqualTo(Verdict.PASS);
    assertThat(decide(measure, 0, Math.nextUp(warn), 1, threshold))
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  private static Verdict decide(
      Measure measure, double effect, double noise, double pValue, Threshold threshold) {
    Evidence evidence = new Evidence(measure, effect, effect, 1, pValue, noise, noise, null);
    return RULE.decide(evidence, pValue, threshold);
  }

  @Test
  void aMeasureWithoutThresholdIsAlwaysAPass() {
    for (Measure measure : Measure.values()) {
      assertThat(RULE.decide(Evidence.unknown(measure), 1, Threshold.NONE)).isEqualTo(Verdict.PASS);
      assertThat(VerdictRule.isRounded(Evidence.unknown(measure), Threshold.NONE)).isFalse();
      assertThat(decide(measure, Double.POSITIVE_INFINITY, 0.1, 0, Threshold.NONE))
          .isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void aWarningThresholdAloneNeverDrifts() {
    Threshold warnOnly = new Threshold(0.1, Double.POSITIVE_INFINITY);

    assertThat(decide(Measure.PSI, Double.POSITIVE_INFINITY, 0.1, 0, warnOnly))
        .isEqualTo(Verdict.WARN);
    assertThat(decide(Measure.PSI, 0.09, 0.1, 0, warnOnly)).isEqualTo(Verdict.PASS);
  }

  @Test
  void unknownEvidenceIsInsufficientData() {
    for (Measure measure : Measure.values()) {
      assertThat(RULE.decide(Evidence.unknown(measure), 1, Threshold.ofDrift(0.1)))
          .isEqualTo(Verdict.INSUFFICIENT_DATA);
    }
  }

  @Test
  void aSingleThresholdWarnsAtHalfOfIt() {
    assertThat(Threshold.ofDrift(0.10)).isEqualTo(new Threshold(0.05, 0.10));
  }

  @Test
  void thresholdsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new Threshold(0.3, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("thresholds must satisfy 0 < warn <= drift, but are warn 0.3 and drift 0.2");
    assertThatThrownBy(() -> new Threshold(Double.NaN, 0.2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void alphaOutsideZeroToOneIsRefused() {
    assertThatThrownBy(() -> new VerdictRule(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("alpha must lie between 0 and 1, but is 1.0");
  }

  private static Evidence evidence(double low, double high, double noise) {
    return new Evidence(Measure.PSI, low, high, 1, 0.01, noise, noise, null);
  }
}
