package io.tidemark.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ComponentsTest {

  @Test
  void componentsOfTwoCorrelatedColumnsAreTheirSumAndTheirDifference() {
    Components components = Components.of(new double[][] {{1, 0.6}, {0.6, 1}});

    assertThat(components.variance(0)).isCloseTo(1.6, within(1e-14));
    assertThat(components.variance(1)).isCloseTo(0.4, within(1e-14));
    assertThat(components.share(0)).isCloseTo(0.8, within(1e-14));
    double[] sum = components.direction(0);
    assertThat(sum[0]).isCloseTo(sum[1], within(1e-14));
    assertThat(Vectors.product(sum, components.direction(1))).isCloseTo(0, within(1e-14));
  }

  @Test
  void noVarianceAtAllHasComponentsWithoutAShare() {
    Components components = Components.of(new double[2][2]);

    assertThat(components.count()).isEqualTo(2);
    assertThat(components.variance(0)).isZero();
    assertThat(components.share(0)).isZero();
  }

  @Test
  void directionsAreOrthonormalWhereMostComponentsHaveNoVariance() {
    double[][] covariance = indicators(40, 8);

    Components components = Components.of(covariance);

    int withVariance = 0;
    for (int i = 0; i < components.count(); i++) {
      double[] direction = components.direction(i);
      assertThat(Vectors.product(direction, direction)).isCloseTo(1, within(1e-10));
      for (int j = 0; j < i; j++) {
        assertThat(Vectors.product(direction, components.direction(j))).isCloseTo(0, within(1e-10));
      }
      for (int j = 0; j < covariance.length; j++) {
        assertThat(Vectors.product(covariance[j], direction))
            .isCloseTo(components.variance(i) * direction[j], within(1e-10));
      }
      withVariance += components.share(i) > 1e-9 ? 1 : 0;
    }
    assertThat(withVariance).isEqualTo(40 * 7);
  }

  @Test
  void thereIsAlwaysAComponentThatIsNotKept() {
    Components components = Components.of(new double[][] {{1, 0.1, 0}, {0.1, 1, 0}, {0, 0, 0}});

    assertThat(new Reconstruction(components, 0.5).kept()).isEqualTo(1);
    assertThat(new Reconstruction(components, 0.999).kept()).isEqualTo(1);
    assertThat(new Reconstruction(components, 0.999).error(new double[] {1, 1, 0}))
        .isCloseTo(0, within(1e-14));
    assertThat(new Reconstruction(components, 0.999).error(new double[] {1, -1, 2}))
        .isCloseTo(Math.sqrt(6), within(1e-14));
  }

  @Test
  void theResidualIsTheSameFromEitherSetOfComponents() {
    Components components = Components.of(new double[][] {{4, 0.1, 1}, {0.1, 1, 0}, {1, 0, 2}});
    double[] row = {1, -2, 3};

    Reconstruction two = new Reconstruction(components, 0.9);
    assertThat(two.kept()).isEqualTo(2);
    assertThat(new Reconstruction(components, 0.5).kept()).isEqualTo(1);
    double[] rest = new Reconstruction(components, 0.5).residual(row);
    double[] second = components.direction(1);
    Vectors.add(rest, -Vectors.product(row, second), second);
    assertThat(two.residual(row)).containsExactly(rest, within(1e-12));
  }

  /** Covariance of the indicators of columns of independent categories. */
  private static double[][] indicators(int columns, int categories) {
    int width = columns * categories;
    double[][] covariance = new double[width][width];
    Random random = new Random(1);
    int rows = 2000;
    double share = 1.0 / categories;
    for (int row = 0; row < rows; row++) {
      double[] vector = new double[width];
      for (int column = 0; column < columns; column++) {
        for (int i = 0; i < categories; i++) {
          vector[column * categories + i] = -share;
        }
        vector[column * categories + random.nextInt(categories)] += 1;
      }
      for (int i = 0; i < width; i++) {
        Vectors.add(covariance[i], vector[i] / rows, vector);
      }
    }
    return covariance;
  }
}
