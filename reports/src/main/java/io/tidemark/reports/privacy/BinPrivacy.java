package io.tidemark.reports.privacy;

import io.tidemark.drift.Bin;
import io.tidemark.drift.ColumnDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The cells of one column. Categories of few rows become one; an interval of few rows is joined
 * with the smaller of its neighbours. Cells of nulls and NaN stay: that a value is missing is what
 * a monitor is there to tell, and says nothing of a value.
 */
final class BinPrivacy {
  private static final Pattern INTERVAL = Pattern.compile("([\\[(])(.+), (.+)([])])");

  private final CategoryNames names;
  private final Suppression suppression;
  private final Hidden hidden;

  BinPrivacy(CategoryNames names, Suppression suppression, Hidden hidden) {
    this.names = names;
    this.suppression = suppression;
    this.hidden = hidden;
  }

  List<Bin> of(ColumnDrift column) {
    List<Bin> intervals = only(column, Set.of(Bin.Role.INTERVAL));
    List<Bin> categories = only(column, Set.of(Bin.Role.CATEGORY, Bin.Role.OTHER, Bin.Role.UNSEEN));
    List<Bin> shown = new ArrayList<>(joined(intervals));
    shown.addAll(merged(column.column(), categories));
    shown.addAll(only(column, Set.of(Bin.Role.NAN, Bin.Role.NULL)));
    return shown;
  }

  private static List<Bin> only(ColumnDrift column, Set<Bin.Role> roles) {
    return column.bins().stream().filter(bin -> roles.contains(bin.role())).toList();
  }

  private List<Bin> merged(String column, List<Bin> bins) {
    List<long[]> cells = bins.stream().map(BinPrivacy::counts).toList();
    Set<Integer> small = suppression.hidden(cells);
    hidden.add("categories by themselves, since they or others have few rows", small.size());
    List<Bin> shown = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      Bin bin = bins.get(i);
      if (!small.contains(i)) {
        String label =
            bin.role() == Bin.Role.CATEGORY ? names.of(column, bin.label()) : bin.label();
        shown.add(new Bin(label, bin.role(), bin.referenceCount(), bin.currentCount()));
      }
    }
    if (!small.isEmpty() && !suppression.togetherSmall(cells, small)) {
      long[] sums = Suppression.sum(cells, small);
      shown.add(new Bin(small.size() + " merged", Bin.Role.OTHER, sums[0], sums[1]));
    }
    return shown;
  }

  private List<Bin> joined(List<Bin> bins) {
    List<Bin> shown = new ArrayList<>(bins);
    for (int i = firstSmall(shown); i >= 0 && shown.size() > 1; i = firstSmall(shown)) {
      boolean before =
          i == shown.size() - 1 || (i > 0 && rows(shown.get(i - 1)) <= rows(shown.get(i + 1)));
      int first = before ? i - 1 : i;
      Bin joined = join(shown.get(first), shown.get(first + 1));
      shown.set(first, joined);
      shown.remove(first + 1);
    }
    hidden.add("intervals by themselves, since they have few rows", bins.size() - shown.size());
    return firstSmall(shown) >= 0 ? List.of() : shown;
  }

  private int firstSmall(List<Bin> bins) {
    return IntStream.range(0, bins.size()).filter(i -> isSmall(bins.get(i))).findFirst().orElse(-1);
  }

  private boolean isSmall(Bin bin) {
    return suppression.isSmall(bin.referenceCount()) || suppression.isSmall(bin.currentCount());
  }

  private static Bin join(Bin first, Bin second) {
    Matcher from = INTERVAL.matcher(first.label());
    Matcher to = INTERVAL.matcher(second.label());
    // A single number is an interval with both ends.
    String begin = from.matches() ? from.group(1) + from.group(2) : "[" + first.label();
    String end = to.matches() ? to.group(3) + to.group(4) : second.label() + "]";
    return new Bin(
        begin + ", " + end,
        Bin.Role.INTERVAL,
        first.referenceCount() + second.referenceCount(),
        first.currentCount() + second.currentCount());
  }

  private static long[] counts(Bin bin) {
    return new long[] {bin.referenceCount(), bin.currentCount()};
  }

  private static long rows(Bin bin) {
    return bin.referenceCount() + bin.currentCount();
  }
}
