package io.tidemark.reports.html;

import io.tidemark.drift.stats.MeasureResult;
import io.tidemark.drift.stats.Verdict;
import io.tidemark.training.ModelCard;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The features of a model: how much each bears on it beside how far the column of its name moved.
 *
 * @param compared whether the run compared columns with a reference
 * @param matters share of the importance from which on a feature matters
 * @param movers the features that matter and moved
 * @param rows the features, those that bear on the model most first
 * @param leftOut features that do not fit
 */
public record FeaturesView(
    boolean compared, String matters, List<Row> movers, List<Row> rows, int leftOut) {

  private static final int MOST_FEATURES = 30;
  private static final int MOST_NAMES = 5;

  /** A feature that bears no less on the model than this matters, however many there are. */
  private static final double MATTERS = 0.05;

  public FeaturesView {
    movers = List.copyOf(movers);
    rows = List.copyOf(rows);
  }

  /**
   * A feature.
   *
   * @param name its name
   * @param importance its share of what all features bear on the model; NaN if it is not known
   * @param length length of the share's bar, of 100
   * @param column its drift; null if there is no column of its name
   * @param both whether it matters and moved
   */
  public record Row(
      String name, double importance, int length, @Nullable ColumnView column, boolean both) {

    /** The share in words. */
    public String share() {
      return Format.share(importance);
    }

    /** The share, for sorting. */
    public String sortShare() {
      return String.format(Locale.ROOT, "%.4f", finite(importance));
    }

    /** The effect that tells most; null if there is none. */
    public @Nullable MeasureResult telling() {
      return column == null ? null : column.telling();
    }
  }

  static FeaturesView of(ModelCard card, @Nullable DriftView drift) {
    Map<String, ColumnView> columns = new HashMap<>();
    if (drift != null) {
      drift.columns().forEach(c -> columns.put(c.drift().column(), c));
    }
    Map<String, Double> shares = card.importances();
    double largest = shares.values().stream().mapToDouble(FeaturesView::finite).max().orElse(0);
    double matters = Math.min(MATTERS, 1.0 / Math.max(1, card.features().size()));
    List<Row> rows =
        card.features().stream()
            .map(
                feature -> {
                  double share = shares.getOrDefault(feature, Double.NaN);
                  ColumnView column = columns.get(feature);
                  return new Row(
                      Format.name(feature),
                      share,
                      largest > 0 ? (int) Math.round(100 * finite(share) / largest) : 0,
                      column,
                      column != null && moved(column) && finite(share) >= matters);
                })
            .sorted(Comparator.comparingDouble((Row r) -> -finite(r.importance())))
            .toList();
    return new FeaturesView(
        drift != null,
        Format.share(matters),
        rows.stream().filter(Row::both).limit(MOST_NAMES).toList(),
        rows.subList(0, Math.min(MOST_FEATURES, rows.size())),
        Math.max(0, rows.size() - MOST_FEATURES));
  }

  private static boolean moved(ColumnView column) {
    Verdict verdict = column.drift().verdict();
    return verdict == Verdict.DRIFT || verdict == Verdict.WARN;
  }

  private static double finite(double share) {
    return Double.isFinite(share) ? Math.max(0, share) : 0;
  }
}
