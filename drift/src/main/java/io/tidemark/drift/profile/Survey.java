package io.tidemark.drift.profile;

import io.tidemark.drift.ColumnKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A first look at a table that nothing is known of: the distinct numbers where they are few, where
 * the numbers lie, the texts, and the slices. One Spark job.
 */
public final class Survey implements RunState<Survey> {
  private static final long serialVersionUID = 1L;

  /** Longer texts are cut short in a survey. */
  public static final int LONGEST_TEXT = NewTexts.LONGEST;

  /** With names of at most {@value NewTexts#LONGEST} characters this stays below 4 MiB. */
  private static final int MOST_TEXTS = 1 << 13;

  private final List<ColumnKind> kinds;
  private final int maxNumbers;
  private final Column[] columns;
  private final SliceCounts[] slices;
  private final int from;
  private final int counted;
  private long rows;

  private static final class Column implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final DistinctNumbers numbers;
    private final TailCounts places = new TailCounts();
    private final CategoryTally texts;

    Column(int maxNumbers) {
      numbers = new DistinctNumbers(maxNumbers);
      texts = texts();
    }
  }

  /** Counts texts of which none is known yet. */
  static CategoryTally texts() {
    return new CategoryTally(new TextIndex(List.of()), MOST_TEXTS);
  }

  /** Surveys a range of the columns, of these kinds, the first {@code from} of {@code counted}. */
  private Survey(
      List<ColumnKind> kinds, int maxNumbers, SliceCounts[] slices, int from, int counted) {
    this.kinds = kinds;
    this.maxNumbers = maxNumbers;
    this.slices = slices;
    this.from = from;
    this.counted = counted;
    columns = new Column[kinds.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column(maxNumbers);
    }
  }

  /**
   * Surveys a dataset.
   *
   * @param reads the columns
   * @param kinds how each is compared
   * @param maxNumbers distinct numbers of a column that are few enough to be kept
   * @param slices sets of key columns
   * @throws TooManyGroupsException if a set of key columns has too many slices
   */
  public static Survey of(
      Dataset<Row> rows,
      List<ColumnRead> reads,
      List<ColumnKind> kinds,
      int maxNumbers,
      List<SliceCounts> slices) {
    return TableScan.fill(
        rows,
        reads,
        new Survey(
            List.copyOf(kinds), maxNumbers, slices.toArray(SliceCounts[]::new), 0, reads.size()));
  }

  @Override
  public Survey part(int first, int end) {
    SliceCounts[] empties = new SliceCounts[slices.length];
    for (int i = 0; i < slices.length; i++) {
      empties[i] = slices[i].empty();
    }
    return new Survey(
        List.copyOf(kinds.subList(first - from, end - from)), maxNumbers, empties, first, counted);
  }

  @Override
  public Survey empty() {
    return part(from, from + columns.length);
  }

  @Override
  public List<ColumnRead> reads(List<ColumnRead> counted) {
    List<ColumnRead> all = new ArrayList<>(counted);
    for (SliceCounts slice : slices) {
      all.addAll(slice.keys());
    }
    return all;
  }

  @Override
  public void accept(RowRun run) {
    if (from == 0) {
      rows += run.rows();
      int read = counted;
      for (SliceCounts slice : slices) {
        ColumnBlock[] keys = new ColumnBlock[slice.keys().size()];
        for (int key = 0; key < keys.length; key++) {
          keys[key] = run.column(read++);
        }
        slice.accept(keys);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      if (kinds.get(i) == ColumnKind.NUMERIC) {
        acceptNumbers(columns[i], run.column(from + i));
      } else if (kinds.get(i) == ColumnKind.CATEGORICAL) {
        columns[i].texts.accept(run.column(from + i));
      }
    }
  }

  private static void acceptNumbers(Column column, ColumnBlock block) {
    column.numbers.addAll(block.numbers(), block.size());
    for (int i = 0; i < block.size(); i++) {
      double value = block.numbers()[i];
      if (Double.isFinite(value)) {
        column.places.add(value);
      }
    }
  }

  @Override
  public void merge(Survey other) {
    rows += other.rows;
    for (int i = 0; i < columns.length; i++) {
      columns[i].numbers.merge(other.columns[i].numbers);
      columns[i].places.merge(other.columns[i].places);
      columns[i].texts.merge(other.columns[i].texts);
    }
    for (int i = 0; i < slices.length; i++) {
      slices[i].merge(other.slices[i]);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Wire.number(out, rows);
    Wire.number(out, from);
    Wire.number(out, columns.length);
    for (Column column : columns) {
      column.numbers.write(out);
      column.places.write(out);
      column.texts.write(out);
    }
    for (SliceCounts slice : slices) {
      slice.write(out);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    rows += Wire.number(in);
    int first = Wire.size(in) - from;
    int count = Wire.size(in);
    for (int i = 0; i < count; i++) {
      columns[first + i].numbers.read(in);
      columns[first + i].places.read(in);
      columns[first + i].texts.read(in);
    }
    for (SliceCounts slice : slices) {
      slice.read(in);
    }
  }

  /** All rows. */
  public long rows() {
    return rows;
  }

  /** The distinct finite numbers of a numeric column, ascending; null if they are too many. */
  public double @Nullable [] numbers(int column) {
    return columns[column].numbers.ascending().orElse(null);
  }

  /** Where the finite numbers of a numeric column lie. */
  public NumberRanges ranges(int column) {
    TailCounts.Cells cells = columns[column].places.cells();
    return new NumberRanges(cells.low(), cells.high(), cells.counts());
  }

  /** The texts of a categorical column with their rows, most frequent first. */
  public List<String> texts(int column, int most) {
    return columns[column].texts.othersByName().keySet().stream().limit(most).toList();
  }

  /** True if all texts of a categorical column were counted. */
  public boolean textsComplete(int column) {
    return columns[column].texts.othersComplete();
  }

  /** Characters of the longest text of a categorical column; -1 without one. */
  public long longestText(int column) {
    return columns[column].texts.longest();
  }

  /** The slices of a set of key columns. */
  public SliceCounts slices(int set) {
    return slices[set];
  }
}
