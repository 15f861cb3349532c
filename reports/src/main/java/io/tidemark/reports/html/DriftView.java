package io.tidemark.reports.html;

import io.tidemark.drift.ColumnDrift;
import io.tidemark.drift.DriftResult;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The drift section.
 *
 * @param result the comparison
 * @param badge the dataset's verdict
 * @param measures the measures that any column has, in order
 * @param columns the columns, the worst and most important first
 */
public record DriftView(
    DriftResult result, Badge badge, List<Measure> measures, List<ColumnView> columns) {

  public DriftView {
    measures = List.copyOf(measures);
    columns = List.copyOf(columns);
  }

  static DriftView of(DriftResult result, String idPrefix) {
    List<ColumnDrift> sorted =
        result.columns().stream()
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(ColumnDrift::importance)
                    .reversed())
            .toList();
    List<ColumnView> columns = new ArrayList<>();
    for (ColumnDrift column : sorted) {
      columns.add(ColumnView.of(idPrefix + "column-" + (columns.size() + 1), column));
    }
    List<Measure> measures =
        Arrays.stream(Measure.values())
            .filter(m -> columns.stream().anyMatch(c -> c.measure(m).isPresent()))
            .toList();
    return new DriftView(result, Badge.of(result.verdict()), measures, columns);
  }

  /** Number of columns with a verdict. */
  public long count(Verdict verdict) {
    return result.count(verdict);
  }
}
