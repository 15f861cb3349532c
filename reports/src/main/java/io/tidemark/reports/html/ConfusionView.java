package io.tidemark.reports.html;

import io.tidemark.training.Confusion;
import io.tidemark.training.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows by label and predicted class, as a table of values. Where there are more classes than can be
 * read, the largest stand alone and the others together.
 *
 * @param side which rows
 * @param dense whether there are so many classes that cells hold only shares
 * @param heads predicted classes
 * @param rows one per class of the label
 * @param leftOut number of classes that stand together
 * @param mistakes the most frequent mistakes, by rows; empty with two classes
 */
public record ConfusionView(
    Side side,
    boolean dense,
    List<String> heads,
    List<Row> rows,
    int leftOut,
    List<Mistake> mistakes) {

  private static final int MOST_CLASSES = 20;
  private static final int ROOMY = 6;
  private static final int MOST_MISTAKES = 8;
  private static final int ROOMY_NAME = 24;
  private static final int DENSE_NAME = 8;
  private static final double[] SHADES = {0.01, 0.1, 0.25};

  public ConfusionView {
    heads = List.copyOf(heads);
    rows = List.copyOf(rows);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * One class of the label.
   *
   * @param name the class
   * @param cells rows by predicted class
   * @param total rows of the class
   */
  public record Row(String name, List<Cell> cells, String total) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One cell.
   *
   * @param share share of the label's rows
   * @param count rows; null in a dense table
   * @param css style class of the shade; null for none
   */
  public record Cell(String share, @Nullable String count, @Nullable String css) {}

  /**
   * Rows of one class taken for another.
   *
   * @param label the class
   * @param predicted what it was taken for
   * @param rows how many
   * @param share share of the class's rows
   */
  public record Mistake(String label, String predicted, String rows, String share) {}

  /** The matrices of two evaluations; those that are missing are left out. */
  static List<ConfusionView> ofBoth(
      Side first, @Nullable Evaluation before, Side second, @Nullable Evaluation now) {
    return Stream.of(
            of(first, before == null ? null : before.confusion()),
            of(second, now == null ? null : now.confusion()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Lays out a confusion matrix; null if there is none or it has no rows. */
  static @Nullable ConfusionView of(Side side, @Nullable Confusion all) {
    if (all == null || all.rows().stream().flatMap(List::stream).allMatch(n -> n == 0)) {
      return null;
    }
    Confusion shown = folded(all);
    int classes = shown.classes().size();
    boolean dense = classes > ROOMY;
    int last = classes < all.classes().size() ? classes - 1 : -1;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      List<Long> counts = shown.rows().get(i);
      long total = sum(counts);
      List<Cell> cells = new ArrayList<>();
      for (int j = 0; j < counts.size(); j++) {
        cells.add(cell(counts.get(j), total, i == j && i != last, dense));
      }
      rows.add(new Row(name(shown, i, ROOMY_NAME), cells, Format.count(total)));
    }
    return new ConfusionView(
        side,
        dense,
        IntStream.range(0, classes)
            .mapToObj(i -> name(shown, i, dense ? DENSE_NAME : ROOMY_NAME))
            .toList(),
        rows,
        all.classes().size() - (last < 0 ? classes : last),
        classes > 2 ? mistakes(all) : List.of());
  }

  private static String name(Confusion confusion, int i, int most) {
    return Format.clip(confusion.classes().get(i), most);
  }

  private static Cell cell(long count, long total, boolean right, boolean dense) {
    double share = total == 0 ? 0 : (double) count / total;
    String text = dense ? whole(count, share) : Format.share(count, total);
    return new Cell(text, dense ? null : Format.count(count), css(count, share, right));
  }

  /** A share without decimals, for tables of many columns. */
  private static String whole(long count, double share) {
    if (count == 0) {
      return "·";
    }
    return share < 0.005
        ? "<1"
        : Long.toString(share < 1 ? Math.min(99, Math.round(share * 100)) : 100);
  }

  private static @Nullable String css(long count, double share, boolean right) {
    if (count == 0) {
      return null;
    }
    if (right) {
      return share >= 0.5 ? "h2" : "h1";
    }
    int shade = 0;
    while (shade < SHADES.length && share >= SHADES[shade]) {
      shade++;
    }
    return shade == 0 ? "h0" : "h" + (shade + 2);
  }

  private static List<Mistake> mistakes(Confusion confusion) {
    record Found(int label, int predicted, long rows) {}
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < confusion.rows().size(); i++) {
      for (int j = 0; j < confusion.rows().get(i).size(); j++) {
        long rows = confusion.rows().get(i).get(j);
        if (i != j && rows > 0) {
          found.add(new Found(i, j, rows));
        }
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong(f -> -f.rows()))
        .limit(MOST_MISTAKES)
        .map(
            f ->
                new Mistake(
                    name(confusion, f.label(), 60),
                    name(confusion, f.predicted(), 60),
                    Format.count(f.rows()),
                    Format.share(f.rows(), sum(confusion.rows().get(f.label())))))
        .toList();
  }

  /** The largest classes in their order, the others summed up behind them. */
  private static Confusion folded(Confusion all) {
    int classes = all.classes().size();
    if (classes <= MOST_CLASSES) {
      return all;
    }
    boolean[] kept = new boolean[classes];
    IntStream.range(0, classes)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -sum(all.rows().get(i))))
        .limit(MOST_CLASSES - 1)
        .forEach(i -> kept[i] = true);
    int[] target = new int[classes];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      target[i] = kept[i] ? names.size() : MOST_CLASSES - 1;
      if (kept[i]) {
        names.add(all.classes().get(i));
      }
    }
    names.add((classes - names.size()) + " more");
    long[][] sums = new long[MOST_CLASSES][MOST_CLASSES];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        sums[target[i]][target[j]] += all.rows().get(i).get(j);
      }
    }
    return new Confusion(
        names,
        IntStream.range(0, MOST_CLASSES)
            .mapToObj(i -> LongStream.of(sums[i]).boxed().toList())
            .toList());
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
