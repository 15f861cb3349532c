package io.tidemark.drift.multivariate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns rows into vectors, by what the reference's fitting half looks like. A column that does not
 * vary there has no part in it.
 *
 * <ul>
 *   <li>Numbers and booleans (0 and 1): one feature, less the mean and divided by the standard
 *       deviation, both with the outermost 0.1 % of the values on either end (at least one) pulled
 *       in, so that no single value squeezes all others together; then cut off at &plusmn;{@value
 *       #CLIP}. Null, NaN, infinities and magnitudes above 1e150 become the mean, and nothing else
 *       tells them apart.
 *   <li>Strings: one indicator for each of the most frequent categories, of which null may be one,
 *       and one for all others, seen or unseen, less their shares and divided by one number such
 *       that the column's total variance is 1, as that of a numeric column.
 * </ul>
 */
final class Encoding implements Serializable {
  private static final long serialVersionUID = 1;

  /** Standard deviations at which values are cut off. */
  static final double CLIP = 10;

  /** Features that the categories may bring the total to. */
  private static final int MOST_FEATURES = 500;

  private static final int MOST_CATEGORIES = 20;
  private static final double PULLED_IN = 0.001;

  private final List<String> columns;
  private final Coder[] coders;
  private final int[] owners;

  private Encoding(List<String> columns, List<Coder> coders) {
    this.columns = List.copyOf(columns);
    this.coders = coders.toArray(Coder[]::new);
    List<Integer> all = new ArrayList<>();
    for (int column = 0; column < this.coders.length; column++) {
      for (int i = 0; i < this.coders[column].width(); i++) {
        all.add(column);
      }
    }
    this.owners = all.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Learns from the reference's fitting half. */
  static Encoding fit(List<SampledRow> rows, List<ColumnSelection.Selected> selected) {
    int strings =
        (int) selected.stream().filter(c -> c.kind() == ColumnSelection.Kind.STRING).count();
    int room = (MOST_FEATURES - selected.size() + strings) / Math.max(1, strings) - 1;
    int categories = Math.max(1, Math.min(MOST_CATEGORIES, room));
    List<String> names = new ArrayList<>();
    List<Coder> coders = new ArrayList<>();
    int numbers = 0;
    int codes = 0;
    for (ColumnSelection.Selected column : selected) {
      Coder coder =
          column.kind() == ColumnSelection.Kind.STRING
              ? CategoryCoder.fit(rows, codes++, categories)
              : NumberCoder.fit(rows, numbers++);
      if (coder.width() > 0) {
        names.add(column.name());
        coders.add(coder);
      }
    }
    return new Encoding(names, coders);
  }

  /** The columns that vary. */
  List<String> columns() {
    return columns;
  }

  /** Number of features. */
  int width() {
    return owners.length;
  }

  /** Index of the column that a feature is of. */
  int owner(int feature) {
    return owners[feature];
  }

  /** The features, {@link #width()} of them, of mean 0 in the reference. */
  double[] vector(SampledRow row) {
    double[] vector = new double[owners.length];
    int from = 0;
    for (Coder coder : coders) {
      coder.put(row, vector, from);
      from += coder.width();
    }
    return vector;
  }

  /** One number a column, for trees: the feature of a number, a category's rank by frequency. */
  double[] ranks(SampledRow row) {
    double[] ranks = new double[coders.length];
    for (int i = 0; i < coders.length; i++) {
      ranks[i] = coders[i].rank(row);
    }
    return ranks;
  }

  /** Features to shares of columns: adds up by column, and divides by the total. */
  double[] shares(double[] weights) {
    double[] shares = new double[columns.size()];
    for (int feature = 0; feature < weights.length; feature++) {
      shares[owners[feature]] += weights[feature];
    }
    return normalised(shares);
  }

  /** Divides by the total; all alike if that is 0. */
  static double[] normalised(double[] weights) {
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights)
        .map(weight -> total > 0 ? weight / total : 1.0 / weights.length)
        .toArray();
  }

  /** One column's code. */
  private sealed interface Coder extends Serializable {

    /** Number of features; 0 for a constant column. */
    int width();

    void put(SampledRow row, double[] vector, int from);

    double rank(SampledRow row);
  }

  private record NumberCoder(int position, double mean, double deviation) implements Coder {

    static NumberCoder fit(List<SampledRow> rows, int position) {
      double[] values =
          rows.stream()
              .mapToDouble(row -> row.number(position))
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
      if (values.length < 2 || values[0] == values[values.length - 1]) {
        return new NumberCoder(position, 0, 0);
      }
      int outer = (int) Math.ceil(PULLED_IN * values.length);
      int last = values.length - 1;
      // Of a rare value alone nothing is left when it is pulled in.
      if (outer < last - outer && values[outer] < values[last - outer]) {
        Arrays.fill(values, 0, outer, values[outer]);
        Arrays.fill(values, last - outer + 1, values.length, values[last - outer]);
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return new NumberCoder(position, mean, Math.sqrt(squares / last));
    }

    @Override
    public int width() {
      return deviation > 0 ? 1 : 0;
    }

    @Override
    public void put(SampledRow row, double[] vector, int from) {
      vector[from] = rank(row);
    }

    @Override
    public double rank(SampledRow row) {
      double value = row.number(position);
      return Double.isNaN(value) ? 0 : Math.max(-CLIP, Math.min(CLIP, (value - mean) / deviation));
    }
  }

  private static final class CategoryCoder implements Coder {
    private static final long serialVersionUID = 1;

    private final int position;
    private final Map<Long, Integer> ranks;
    private final double[] shares;
    private final double scale;

    private CategoryCoder(int position, Map<Long, Integer> ranks, double[] shares, double scale) {
      this.position = position;
      this.ranks = new HashMap<>(ranks);
      this.shares = shares;
      this.scale = scale;
    }

    static CategoryCoder fit(List<SampledRow> rows, int position, int most) {
      Map<Long, Integer> counts = new HashMap<>();
      for (SampledRow row : rows) {
        counts.merge(row.code(position), 1, Integer::sum);
      }
      List<Map.Entry<Long, Integer>> top =
          counts.entrySet().stream()
              .sorted(
                  Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(most)
              .toList();
      Map<Long, Integer> ranks = new HashMap<>();
      double[] shares = new double[top.size() + 1];
      int rest = rows.size();
      for (Map.Entry<Long, Integer> category : top) {
        shares[ranks.size()] = (double) category.getValue() / rows.size();
        ranks.put(category.getKey(), ranks.size());
        rest -= category.getValue();
      }
      shares[top.size()] = (double) rest / rows.size();
      double variance = Arrays.stream(shares).map(p -> p * (1 - p)).sum();
      return new CategoryCoder(position, ranks, shares, Math.sqrt(variance));
    }

    @Override
    public int width() {
      return scale > 0 ? shares.length : 0;
    }

    @Override
    public void put(SampledRow row, double[] vector, int from) {
      int rank = (int) rank(row);
      for (int i = 0; i < shares.length; i++) {
        vector[from + i] = ((i == rank ? 1 : 0) - shares[i]) / scale;
      }
    }

    @Override
    public double rank(SampledRow row) {
      return ranks.getOrDefault(row.code(position), shares.length - 1);
    }
  }
}
