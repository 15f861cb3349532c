package io.tidemark.drift.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Adjusts p-values so that the expected share of false alarms among the alarms stays below alpha
 * (Benjamini and Hochberg, 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Returns the adjusted p-values, in the order of the input; empty for empty.
   *
   * @throws IllegalArgumentException if a value is not in [0, 1]
   */
  public static double[] adjust(double[] pValues) {
    Integer[] order = new Integer[pValues.length];
    for (int i = 0; i < pValues.length; i++) {
      if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
        throw new IllegalArgumentException("p-value %d is %s".formatted(i, pValues[i]));
      }
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> pValues[i]).reversed());
    double[] adjusted = new double[pValues.length];
    double smallest = 1;
    for (int k = 0; k < order.length; k++) {
      int rank = order.length - k;
      smallest = Math.min(smallest, pValues[order[k]] * order.length / rank);
      // p * n / n may round to less than p.
      adjusted[order[k]] = Math.max(smallest, pValues[order[k]]);
    }
    return adjusted;
  }
}
