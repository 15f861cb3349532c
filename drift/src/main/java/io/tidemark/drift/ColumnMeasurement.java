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
import io.tidemark.drift.stats.LInfinity;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.PopulationStability;
import io.tidemark.drift.stats.ShareDifference;
import io.tidemark.drift.stats.TotalVariation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The measures of one column before anything is decided.
 *
 * @param bins the cells that all measures but KS, Wasserstein-1 and the shares were taken on:
 *     frozen bins or categories, then OTHER, UNSEEN, NaN and NULL; without those that are empty on
 *     both sides
 * @param findings one per measure
 */
record ColumnMeasurement(List<Bin> bins, List<Finding> findings) {
  private static final Set<String> FLOATING = Set.of("float", "double");
  private static final int NEW_NAMES = 3;

  /**
   * Evidence and what to tell about it.
   *
   * @param place where the effect sits; null if there is none
   * @param ties true if the p-value is only an upper bound because of equal values
   */
  record Finding(Evidence evidence, @Nullable String place, boolean ties) {}

  /**
   * Measures a column.
   *
   * @param currentIsWhole true if the current side can hold whole numbers only, as {@link
   *     NumericCells#isWhole} tells from its type
   */
  static ColumnMeasurement of(
      ColumnProfile profile, ColumnTally current, boolean currentIsWhole, double alpha) {
    List<Bin> bins = new ArrayList<>(allBins(profile, current));
    bins.removeIf(bin -> bin.referenceCount() == 0 && bin.currentCount() == 0);
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
      boolean whole = currentIsWhole && NumericCells.isWhole(numeric.dataType());
      findings.addAll(onValues(numeric, tally, NumericCells.of(numeric, tally, whole), alpha));
    }
    if (profile.kind() != ColumnKind.TEMPORAL) {
      findings.add(onBins(TotalVariation.compare(cells, alpha), cells, bins));
      findings.add(onBins(LInfinity.compare(cells, alpha), cells, bins));
    }
    findings.addAll(shares(profile, current, alpha));
    return new ColumnMeasurement(bins, findings);
  }

  /** All bins of a column, empty ones too; none for a temporal one. */
  static List<Bin> allBins(ColumnProfile profile, ColumnTally current) {
    List<Bin> bins = new ArrayList<>();
    if (profile instanceof NumericProfile numeric && current instanceof NumericTally tally) {
      List<String> labels = NumericBins.labels(numeric.binStarts(), numeric.cuts());
      long[] reference =
          NumericBins.sum(numeric.binStarts(), NumericCells.unboxed(numeric.cells()));
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

  private static List<Finding> onValues(
      NumericProfile profile, NumericTally current, NumericCells cells, double alpha) {
    List<Finding> findings = new ArrayList<>();
    findings.add(kolmogorovSmirnov(profile, cells, alpha));
    Double scale = profile.summary().standardDeviation();
    // Without spread in the reference there is no unit to measure a distance in.
    if (cells.finite().referenceTotal() == 0 || (scale != null && scale > 0)) {
      findings.add(wasserstein(profile, current, cells, scale == null ? Double.NaN : scale, alpha));
    }
    return findings;
  }

  private static Finding kolmogorovSmirnov(
      NumericProfile profile, NumericCells numbers, double alpha) {
    CellTable cells = numbers.all();
    Evidence evidence = numbers.kolmogorovSmirnov(alpha);
    if (cells.hasEmptySide()) {
      return new Finding(evidence, noValues(cells, "values"), false);
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
    return new Finding(evidence, place, numbers.hasTies());
  }

  private static Finding wasserstein(
      NumericProfile profile,
      NumericTally current,
      NumericCells numbers,
      double scale,
      double alpha) {
    Evidence evidence = numbers.wasserstein(scale, alpha);
    if (numbers.finite().hasEmptySide()) {
      return new Finding(evidence, noValues(numbers.finite(), "finite values"), false);
    }
    String place =
        evidence.effectHigh() == 0
            ? null
            : "%s in the reference, %s in the current data"
                .formatted(moments(profile.summary()), moments(current.summary()));
    return new Finding(evidence, place, false);
  }

  private static String noValues(CellTable cells, String values) {
    String side = cells.referenceTotal() == 0 ? "the reference" : "the current data";
    return side + " has no " + values;
  }

  private static String moments(ColumnSummary summary) {
    Double deviation = summary.standardDeviation();
    return "mean %s%s"
        .formatted(
            summary.mean() == null ? "unknown" : NumericBins.number(summary.mean()),
            deviation == null ? "" : " and deviation " + NumericBins.number(deviation));
  }

  private static List<Finding> shares(ColumnProfile profile, ColumnTally current, double alpha) {
    ColumnSummary reference = profile.summary();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        share(
            Measure.NULL_SHARE,
            "null",
            profile,
            reference.nulls(),
            current,
            current.nulls(),
            alpha));
    if (current instanceof NumericTally tally
        && (FLOATING.contains(profile.dataType()) || tally.nans() > 0)) {
      findings.add(
          share(Measure.NAN_SHARE, "NaN", profile, reference.nans(), current, tally.nans(), alpha));
    }
    if (profile instanceof CategoricalProfile known
        && known.complete()
        && current instanceof CategoryTally tally) {
      findings.add(unseen(known, tally, alpha));
    }
    return findings;
  }

  /** Names the most frequent of the categories that the reference has never seen. */
  private static Finding unseen(CategoricalProfile known, CategoryTally current, double alpha) {
    Finding finding =
        share(Measure.UNSEEN_SHARE, "unseen", known, 0, current, current.others(), alpha);
    String names =
        current.othersByName().entrySet().stream()
            .limit(NEW_NAMES)
            .map(entry -> entry.getKey() + " " + percent(entry.getValue(), current.rows()))
            .collect(Collectors.joining(", "));
    if (finding.place() == null || names.isEmpty()) {
      return finding;
    }
    String which = current.othersComplete() ? ": " : ", among them ";
    return new Finding(finding.evidence(), finding.place() + which + names, finding.ties());
  }

  private static Finding share(
      Measure measure,
      String what,
      ColumnProfile profile,
      long before,
      ColumnTally current,
      long now,
      double alpha) {
    long rows = profile.summary().rows();
    Evidence evidence = ShareDifference.compare(measure, before, rows, now, current.rows(), alpha);
    String place =
        evidence.effect() == 0
            ? null
            : "%s %s in the reference, %s in the current data"
                .formatted(percent(before, rows), what, percent(now, current.rows()));
    return new Finding(evidence, place, false);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }
}
