package io.tidemark.bench.calibration;

import io.tidemark.drift.stats.CellTable;
import io.tidemark.drift.stats.ChiSquare;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.JensenShannon;
import io.tidemark.drift.stats.KolmogorovSmirnov;
import io.tidemark.drift.stats.LInfinity;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.PopulationStability;
import io.tidemark.drift.stats.ShareDifference;
import io.tidemark.drift.stats.TotalVariation;
import io.tidemark.drift.stats.Wasserstein;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Something to draw both sides of, time and again.
 *
 * @param name for people
 * @param n rows of the reference
 * @param m rows of the current side
 * @param trial draws both sides once and measures them
 */
record Situation(String name, long n, long m, Trial trial) {
  /** The level at which p-values count as alarms. */
  static final double ALPHA = 0.05;

  /** One draw of both sides. */
  interface Trial {
    /** Measures; always the same measures in the same order. */
    List<Found> run(Draws draws);
  }

  /**
   * What a measure found.
   *
   * @param bins number of bins that were asked for; 0 where there are none
   */
  record Found(int bins, Evidence evidence) {
    Key key() {
      return new Key(evidence.measure(), bins);
    }
  }

  /** A measure and its number of bins. */
  record Key(Measure measure, int bins) {}

  /** A column of numbers: KS and W1 on the values, the others on each of these numbers of bins. */
  static Situation numbers(String name, Column column, long n, long m, int... bins) {
    return new Situation(
        name,
        n,
        m,
        draws -> {
          Sample sample = column.draw(draws, n, m);
          List<Found> found = new ArrayList<>();
          for (int number : bins) {
            CellTable cells = sample.bins(number);
            found.add(new Found(number, PopulationStability.compare(cells, ALPHA)));
            found.add(new Found(number, JensenShannon.compare(cells, ALPHA)));
            found.add(new Found(number, TotalVariation.compare(cells, ALPHA)));
            found.add(new Found(number, LInfinity.compare(cells, ALPHA)));
          }
          double[] values = sample.values();
          CellTable points = sample.points();
          found.add(new Found(0, KolmogorovSmirnov.compare(values, values, points, ALPHA)));
          double deviation = sample.deviation();
          found.add(new Found(0, Wasserstein.compare(values, values, points, deviation, ALPHA)));
          return found;
        });
  }

  /** A column of categories with these shares on both sides. */
  static Situation categories(String name, double[] reference, double[] current, long n, long m) {
    int bins = reference.length;
    return new Situation(
        name,
        n,
        m,
        draws -> {
          CellTable cells =
              CellTable.of(draws.multinomial(n, reference), draws.multinomial(m, current));
          return List.of(
              new Found(bins, PopulationStability.compare(cells, ALPHA)),
              new Found(bins, JensenShannon.compare(cells, ALPHA)),
              new Found(bins, TotalVariation.compare(cells, ALPHA)),
              new Found(bins, LInfinity.compare(cells, ALPHA)),
              new Found(bins, ChiSquare.compare(cells, ALPHA)));
        });
  }

  /** The share of nulls, which stands for the other shares too. */
  static Situation nulls(String name, double reference, double current, long n, long m) {
    return new Situation(
        name,
        n,
        m,
        draws ->
            List.of(
                new Found(
                    0,
                    ShareDifference.compare(
                        Measure.NULL_SHARE,
                        draws.binomial(n, reference),
                        n,
                        draws.binomial(m, current),
                        m,
                        ALPHA))));
  }

  /** Shares of Zipf's law: 1 / rank^exponent. */
  static double[] zipf(int categories, double exponent) {
    double[] shares = new double[categories];
    for (int i = 0; i < categories; i++) {
      shares[i] = Math.pow(i + 1, -exponent);
    }
    double sum = Arrays.stream(shares).sum();
    for (int i = 0; i < categories; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
