package io.tidemark.reports;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.SliceDrift;
import io.tidemark.drift.WindowDrift;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.MeasureResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Drift with as much of its slices and windows as reports show. */
final class BriefDrift {
  private BriefDrift() {}

  static DriftResult of(DriftResult drift) {
    return new DriftResult(
        drift.referenceRows(),
        drift.currentRows(),
        drift.columns(),
        drift.driftedShare(),
        drift.maxDriftedShare(),
        drift.verdict(),
        drift.reason(),
        drift.roles(),
        drift.slices().stream()
            .map(
                s ->
                    new SliceDrift(
                        s.keys(),
                        s.values(),
                        s.referenceRows(),
                        s.currentRows(),
                        brief(s.columns()),
                        s.verdict(),
                        s.problem()))
            .toList(),
        drift.drivers(),
        drift.windows().stream()
            .map(
                w ->
                    new WindowDrift(
                        w.from(),
                        w.to(),
                        w.rows(),
                        brief(w.columns()),
                        w.driftedShare(),
                        w.verdict()))
            .toList(),
        drift.multivariate());
  }

  private static List<ColumnDrift> brief(List<ColumnDrift> columns) {
    return columns.stream()
        .map(
            c ->
                new ColumnDrift(
                    c.column(),
                    c.kind(),
                    c.dataType(),
                    c.importance(),
                    null,
                    null,
                    List.of(),
                    telling(c.measures()).stream().toList(),
                    c.verdict(),
                    c.problem()))
        .toList();
  }

  /** PSI, which shows how far a column moved; where there is none the measure that is worst. */
  private static Optional<MeasureResult> telling(List<MeasureResult> measures) {
    Optional<MeasureResult> psi =
        measures.stream().filter(m -> m.measure() == Measure.PSI).findFirst();
    return psi.isPresent()
        ? psi
        : measures.stream().max(Comparator.comparing(MeasureResult::verdict));
  }
}
