package io.tidemark.drift;

import io.tidemark.drift.profile.CategoryTally;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.reference.CategoricalProfile;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.NumericBins;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.stats.CellTable;
import io.tidemark.drift.stats.ChiSquare;
import io.tidemark.drift.stats.Evidence;
import io.tidemark.drift.stats.JensenShannon;
import io.tidemark.drift.stats.KolmogorovSmirnov;
import io.tidemark.drift.stats.PopulationStability;
import io.tidemark.drift.stats.ShareDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The measures of one column before anything is decided.
 *
 * @param bins the cells that PSI, Jensen-Shannon and chi-square were taken on: frozen bins or
 *     categories, then OTHER, UNSEEN, NaN and NULL; without those that are empty on both sides
 * @param findings one per measure
 */
record ColumnMeasurement(List<Bin> bins, List<Finding> findings) {

  /**
   * Evidence and what to tell about it.
   *
   * @param place where the effect sits; null if there is none
   * @param ties true if the p-value is only an upper bound because of equal values
   */
  record Finding(Evidence evidence, @Nullable String place, boolean ties) {}

  static ColumnMeasurement of(ColumnProfile profile, ColumnTally current, double alpha) {
    List<Bin> bins = bins(profile, current);
    List<Finding> findings = new ArrayList<>();
    if (profile.summary().rows() == 0 || current.rows() == 0) {
      return new ColumnMeasurement(bins, findings);
    }
    CellTable cells =
        CellTable.of(
            bins.stream().mapToLong(Bin::referenceCount).toArray(),
            bins.stream().mapToLong(Bin::currentCount).toArray());
    if (profile.kind() != ColumnKind.TEMPORAL) {
      findings.add(onBins(PopulationStability.compare(cells, alpha), cells, bins));
      findings.add(onBins(JensenShannon.compare(cells, alpha), cells, bins));
    }
    if (profile.kind() == ColumnKind.CATEGORICAL) {
      findings.add(onBins(ChiSquare.compare(cells, alpha), cells, bins));
    }
    if (profile instanceof NumericProfile numeric && current instanceof NumericTally tally) {
      findings.add(kolmogorovSmirnov(numeric, tally, alpha));
    }
    findings.add(nullShare(profile, current, alpha));
    return new ColumnMeasurement(bins, findings);
  }

  private static List<Bin> bins(ColumnProfile profile, ColumnTally current) {
    List<Bin> bins = new ArrayList<>();
    if (profile instanceof NumericProfile numeric && current instanceof NumericTally tally) {
      List<String> labels = NumericBins.labels(numeric.binStarts(), numeric.cuts());
      long[] reference = NumericBins.sum(numeric.binStarts(), unboxed(numeric.cells()));
      long[] counts = NumericBins.sum(numeric.binStarts(), tally.cells());
      for (int i = 0; i < counts.length; i++) {
        bins.add(new Bin(labels.get(i), Bin.Role.INTERVAL, reference[i], counts[i]));
      }
      bins.add(new Bin("NaN", Bin.Role.NAN, numeric.summary().nans(), tally.nans()));
    }
    if (profile instanceof CategoricalProfile known && current instanceof CategoryTally tally) {
      long[] counts = tally.counts();
      for (int i = 0; i < counts.length; i++) {
        CategoricalProfile.Category category = known.categories().get(i);
        bins.add(new Bin(category.name(), Bin.Role.CATEGORY, category.count(), counts[i]));
      }
      long others = tally.others();
      // A category not kept is unseen only if the reference kept all of its own.
      bins.add(
          known.complete()
              ? new Bin("unseen", Bin.Role.UNSEEN, 0, others)
              : new Bin("other", Bin.Role.OTHER, known.other(), others));
    }
    if (profile.kind() != ColumnKind.TEMPORAL) {
      bins.add(new Bin("null", Bin.Role.NULL, profile.summary().nulls(), current.nulls()));
    }
    bins.removeIf(bin -> bin.referenceCount() == 0 && bin.currentCount() == 0);
    return bins;
  }

  private static Finding onBins(Evidence evidence, CellTable cells, List<Bin> bins) {
    Integer peak = evidence.peak();
    if (peak == null) {
      return new Finding(evidence, evidence.exact() ? null : "too few rows to test", false);
    }
    Bin bin = bins.get(peak);
    return new Finding(
        evidence,
        "largest part in %s: %s of the reference, %s of the current data"
            .formatted(
                bin.label(),
                percent(bin.referenceCount(), cells.referenceTotal()),
                percent(bin.currentCount(), cells.currentTotal())),
        false);
  }

  private static Finding kolmogorovSmirnov(
      NumericProfile profile, NumericTally current, double alpha) {
    CellTable cells = CellTable.of(unboxed(profile.cells()), current.cells());
    Evidence evidence = KolmogorovSmirnov.compare(cells, alpha);
    if (cells.hasEmptySide()) {
      String side = cells.referenceTotal() == 0 ? "the reference" : "the current data";
      return new Finding(evidence, side + " has no values", false);
    }
    Integer peak = evidence.peak();
    String place = null;
    if (peak != null) {
      long reference = 0;
      long counted = 0;
      for (int i = 0; i <= peak; i++) {
        reference += cells.reference(i);
        counted += cells.current(i);
      }
      // The last cell ends where both sides are at 1, so the peak always has a cut at its end.
      place =
          "largest gap %s %s: %s of the reference, %s of the current data"
              .formatted(
                  peak % 2 == 1 ? "up to" : "below",
                  NumericBins.number(profile.cuts().get(peak / 2)),
                  percent(reference, cells.referenceTotal()),
                  percent(counted, cells.currentTotal()));
    }
    return new Finding(evidence, place, hasTies(cells));
  }

  private static boolean hasTies(CellTable cells) {
    for (int i = 1; i < cells.size(); i += 2) {
      if (cells.reference(i) + cells.current(i) > 1) {
        return true;
      }
    }
    return false;
  }

  private static Finding nullShare(ColumnProfile profile, ColumnTally current, double alpha) {
    ColumnSummary reference = profile.summary();
    Evidence evidence =
        ShareDifference.compare(
            reference.nulls(), reference.rows(), current.nulls(), current.rows(), alpha);
    String place =
        evidence.effect() == 0
            ? null
            : "%s null in the reference, %s in the current data"
                .formatted(
                    percent(reference.nulls(), reference.rows()),
                    percent(current.nulls(), current.rows()));
    return new Finding(evidence, place, false);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }

  private static long[] unboxed(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }
}
