package io.tidemark.reports.html;

import io.tidemark.drift.Bin;
import java.util.Comparator;
import java.util.List;

/**
 * A histogram for a table cell: the reference as an area, the current version as a line above it.
 * There is one on every row of a wide table, so each is two paths of whole numbers and no more; the
 * chart in the column's details has the labels.
 *
 * @param width width of the box, {@link #STEP} per bin
 * @param reference path of the area
 * @param current path of the line
 * @param title the bin whose share changed most, in words
 */
public record MiniChart(int width, String reference, String current, String title) {

  /** Height of the box. */
  public static final int HEIGHT = 20;

  /** Width of a bin. */
  public static final int STEP = 4;

  static MiniChart of(List<Bin> bins) {
    long reference = bins.stream().mapToLong(Bin::referenceCount).sum();
    long current = bins.stream().mapToLong(Bin::currentCount).sum();
    List<Bin> drawn = BinChart.drawn(bins);
    double most =
        drawn.stream()
            .mapToDouble(
                b -> Math.max(part(b.referenceCount(), reference), part(b.currentCount(), current)))
            .max()
            .orElse(0);
    double scale = most > 0 ? most : 1;
    StringBuilder area = new StringBuilder("M0 " + HEIGHT);
    StringBuilder line = new StringBuilder();
    for (Bin bin : drawn) {
      area.append('V').append(y(part(bin.referenceCount(), reference) / scale)).append("h4");
      int y = y(part(bin.currentCount(), current) / scale);
      line.append(line.isEmpty() ? "M0 " : "V").append(y).append("h4");
    }
    return new MiniChart(
        Math.max(1, drawn.size()) * STEP,
        area.append('V').append(HEIGHT).append('z').toString(),
        line.toString(),
        title(bins, reference, current));
  }

  private static String title(List<Bin> bins, long reference, long current) {
    return bins.stream()
        .max(
            Comparator.comparingDouble(
                b ->
                    Math.abs(
                        part(b.referenceCount(), reference) - part(b.currentCount(), current))))
        .map(
            b ->
                "%s: %s → %s"
                    .formatted(
                        Format.clip(b.label(), 40),
                        Format.share(b.referenceCount(), reference),
                        Format.share(b.currentCount(), current)))
        .orElse(Format.NONE);
  }

  private static double part(long count, long total) {
    return total == 0 ? 0 : (double) count / total;
  }

  private static int y(double share) {
    return HEIGHT - (int) Math.round(share * (HEIGHT - 1));
  }
}
