package io.tidemark.bench.calibration;

import io.tidemark.drift.DriftThresholds;
import io.tidemark.drift.stats.CellTable;
import io.tidemark.drift.stats.ChiSquare;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.KolmogorovSmirnov;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.PopulationStability;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.drift.stats.VerdictRule;
import io.tidemark.drift.stats.Wasserstein;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/** The situations in which other tools were seen to go wrong, done their way and ours. */
final class KnownDefects {
  private static final int REPLICATES = 4000;
  private static final int FEW = 200;
  private static final double LIMIT = 0.1;

  private final long seed;

  KnownDefects(long seed) {
    this.seed = seed;
  }

  /**
   * One of them.
   *
   * @param defect what goes wrong
   * @param theirs figure done that way
   * @param ours figure of ours in the same situation
   */
  record Row(String defect, String theirs, String ours) {}

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(exactReference());
    rows.add(effectAlone());
    rows.add(equalWidth());
    rows.add(dropped());
    rows.add(emptyCell());
    rows.add(sketches());
    return rows;
  }

  private Row exactReference() {
    double[] even = {0.2, 0.2, 0.2, 0.2, 0.2};
    double theirs =
        mean(
            REPLICATES,
            draws -> {
              long[] reference = draws.multinomial(500, even);
              long[] current = draws.multinomial(500, even);
              double statistic = 0;
              for (int i = 0; i < reference.length; i++) {
                double gap = current[i] - (double) reference[i];
                statistic += gap * gap / reference[i];
              }
              return Gamma.regularizedGammaQ(2, statistic / 2) < Situation.ALPHA ? 1 : 0;
            });
    double ours =
        mean(
            REPLICATES,
            draws -> {
              CellTable cells =
                  CellTable.of(draws.multinomial(500, even), draws.multinomial(500, even));
              return ChiSquare.compare(cells, Situation.ALPHA).pValue() < Situation.ALPHA ? 1 : 0;
            });
    return new Row(
        "chi-square takes the reference as exact: false alarms at 5 %, 500 v 500 rows, 5 categories",
        percent(theirs), percent(ours));
  }

  private Row effectAlone() {
    VerdictRule rule = new VerdictRule(Situation.ALPHA);
    Column column = Column.still(Shape.NORMAL);
    double theirs =
        mean(
            REPLICATES,
            draws -> distance(column.draw(draws, 10_000, 50)).effect() >= LIMIT ? 1 : 0);
    double ours =
        mean(
            REPLICATES,
            draws -> {
              Evidence found = distance(column.draw(draws, 10_000, 50));
              Verdict verdict =
                  rule.decide(
                      found, found.pValue(), DriftThresholds.defaults().of(Measure.WASSERSTEIN));
              return verdict == Verdict.DRIFT ? 1 : 0;
            });
    return new Row(
        "W1/sd of 0.1 or more is drift, whatever the window's size: false alarms in windows of 50 normal rows",
        percent(theirs),
        percent(ours));
  }

  private static Evidence distance(Sample sample) {
    return Wasserstein.compare(
        sample.values(), sample.values(), sample.points(), sample.deviation(), Situation.ALPHA);
  }

  private Row equalWidth() {
    Column column = new Column(Shape.LOGNORMAL, 3, 0);
    double theirs = mean(FEW, draws -> psi(equalWidth(column.draw(draws, 10_000, 10_000))));
    double ours = mean(FEW, draws -> psi(column.draw(draws, 10_000, 10_000).bins(10)));
    return new Row(
        "10 bins of equal width over reference and current: PSI of a lognormal (sigma 2) times 3, 10,000 rows",
        number(theirs),
        number(ours));
  }

  private static double psi(CellTable cells) {
    return PopulationStability.compare(cells, Situation.ALPHA).effect();
  }

  private static CellTable equalWidth(Sample sample) {
    double[] values = sample.values();
    double low = values[0];
    double width = (values[values.length - 1] - low) / 10;
    long[] reference = new long[10];
    long[] current = new long[10];
    for (int i = 0; i < values.length; i++) {
      int bin = (int) Math.min(9, (values[i] - low) / width);
      reference[bin] += sample.reference()[i];
      current[bin] += sample.current()[i];
    }
    return CellTable.of(reference, current);
  }

  private static Row dropped() {
    CellTable without = CellTable.of(new long[] {300, 700}, new long[] {150, 350});
    CellTable with = CellTable.of(new long[] {300, 700, 0}, new long[] {150, 350, 500});
    return new Row(
        "categories seen only in the new data are dropped: Cramér's V of a new one with half of 1,000 rows",
        number(ChiSquare.compare(without, Situation.ALPHA).effect()),
        number(ChiSquare.compare(with, Situation.ALPHA).effect()));
  }

  private static Row emptyCell() {
    CellTable cells = CellTable.of(new long[] {500, 495, 5}, new long[] {505, 495, 0});
    double plain = 0;
    for (int i = 0; i < cells.size(); i++) {
      double r = (double) cells.reference(i) / cells.referenceTotal();
      double c = (double) cells.current(i) / cells.currentTotal();
      plain += (c - r) * Math.log(c / r);
    }
    return new Row(
        "PSI without smoothing: 5 rows of 1,000 in a cell that is empty now",
        number(plain),
        number(psi(cells)));
  }

  /** KS on even cells shows how wide the interval is; the p-value is that of its lower end. */
  private Row sketches() {
    Draws draws = new Draws(seed);
    Sample sample = Column.still(Shape.NORMAL).draw(draws, 1_000_000, 1_000_000);
    double[] values = sample.values();
    Evidence found = KolmogorovSmirnov.compare(values, values, sample.points(), Situation.ALPHA);
    return new Row(
        "KS of two sketches of 1,000,000 rows: p-values of the same data in several runs",
        "1e-7 to 0.7 (not run again here)",
        "%s in every run: counts are exact and do not depend on the rows' order"
            .formatted(number(found.pValue())));
  }

  private double mean(int replicates, ToDoubleFunction<Draws> trial) {
    double[] values = new double[replicates];
    IntStream.range(0, replicates)
        .parallel()
        .forEach(i -> values[i] = trial.applyAsDouble(new Draws(seed * 7_368_787 + i)));
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "infinite" : String.format(Locale.ROOT, "%.3f", value);
  }
}
