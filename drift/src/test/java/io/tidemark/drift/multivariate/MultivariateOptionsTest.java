package io.tidemark.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.drift.stats.Threshold;
import org.junit.jupiter.api.Test;

class MultivariateOptionsTest {
  private static final Threshold CHANGE = new Threshold(0.1, 0.2);
  private static final Threshold AREA = new Threshold(0.55, 0.65);

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new MultivariateOptions(0, 1000, 1, 0.9, CHANGE, AREA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("alpha must lie between 0 and 1, but is 0.0");
    assertThatThrownBy(() -> new MultivariateOptions(0.05, 99, 1, 0.9, CHANGE, AREA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sampleRows must be at least 100, but is 99");
    assertThatThrownBy(() -> new MultivariateOptions(0.05, 1000, 1, 1, CHANGE, AREA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("varianceShare must lie between 0 and 1, but is 1.0");
    assertThatThrownBy(() -> new MultivariateOptions(0.05, 1000, 1, 0.9, CHANGE, CHANGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the classifier's thresholds must satisfy 0.5 < warn <= drift <= 1, but are warn 0.1 and drift 0.2");
  }
}
