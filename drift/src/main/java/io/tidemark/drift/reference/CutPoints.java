package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.NumberRanges;
import io.tidemark.drift.profile.RangeScan;
import io.tidemark.drift.profile.Survey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Chooses the cut points of numeric columns: all distinct numbers where they are few, else numbers
 * with about equal mass between them. The ranges that a survey has counted are looked at ever more
 * closely where much mass lies, so the choice depends on the values alone, not on their order.
 */
final class CutPoints {
  /** Each look is at least a thousand times closer; what is left then is as good as one number. */
  private static final int MOST_LOOKS = 4;

  private final Dataset<Row> rows;
  private final int cuts;

  CutPoints(Dataset<Row> rows, int cuts) {
    this.rows = rows;
    this.cuts = cuts;
  }

  /** Cut points by position of the column; those of other kinds have none. */
  Map<Integer, double[]> choose(List<ColumnRead> reads, List<ColumnKind> kinds, Survey survey) {
    Map<Integer, double[]> chosen = new LinkedHashMap<>();
    Map<Integer, NumberRanges> coarse = new LinkedHashMap<>();
    for (int i = 0; i < reads.size(); i++) {
      if (kinds.get(i) != ColumnKind.NUMERIC) {
        continue;
      }
      double[] numbers = survey.numbers(i);
      if (numbers != null) {
        chosen.put(i, numbers);
      } else {
        coarse.put(i, survey.ranges(i));
      }
    }
    for (int look = 1; !coarse.isEmpty(); look++) {
      boolean last = look == MOST_LOOKS;
      closer(reads, coarse)
          .forEach(
              (column, ranges) -> {
                if (last || ranges.fineEnough(cuts)) {
                  chosen.put(column, ranges.cutPoints(cuts));
                  coarse.remove(column);
                } else {
                  coarse.put(column, ranges);
                }
              });
    }
    return chosen;
  }

  private Map<Integer, NumberRanges> closer(
      List<ColumnRead> reads, Map<Integer, NumberRanges> coarse) {
    List<Integer> columns = new ArrayList<>(coarse.keySet());
    List<NumberRanges> found =
        RangeScan.of(
            rows,
            columns.stream().map(reads::get).toList(),
            coarse.values().stream().map(ranges -> ranges.breakpoints(cuts)).toList());
    Map<Integer, NumberRanges> ranges = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      ranges.put(columns.get(i), found.get(i));
    }
    return ranges;
  }
}
