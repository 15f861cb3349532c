package io.tidemark.reports.html;

import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import io.tidemark.training.ModelCard;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model section.
 *
 * @param result the model
 * @param metrics its quality on the held-out rows and on the current version
 * @param charts its curves
 * @param confusions rows by label and predicted class, held out and current
 * @param slices its quality on slices; null if there are none
 * @param gates whether it may become champion; null if that was not judged
 * @param importances how much each feature bears on it, most first
 * @param featuresLeftOut features that do not fit
 */
public record ModelView(
    ModelResult result,
    MetricsView metrics,
    List<XyChart> charts,
    List<ConfusionView> confusions,
    @Nullable QualitySlices slices,
    @Nullable GatesView gates,
    List<Importance> importances,
    int featuresLeftOut) {

  private static final int MOST_FEATURES = 30;

  public ModelView {
    charts = List.copyOf(charts);
    confusions = List.copyOf(confusions);
    importances = List.copyOf(importances);
  }

  /**
   * A feature.
   *
   * @param name its name
   * @param share its share of what all features bear on the model; a dash if it is not known
   * @param length length of its bar, of 100
   */
  public record Importance(String name, String share, int length) {}

  static ModelView of(ModelResult result) {
    Evaluation heldOut = result.card().heldOut();
    Evaluation current = result.current();
    return new ModelView(
        result,
        MetricsView.of(
            current == null
                ? "Quality on the rows held out at training"
                : "Quality on the rows held out at training against the current version",
            "Held out",
            heldOut,
            "Current version",
            current),
        ModelCharts.of(heldOut, current),
        Stream.of(
                ConfusionView.of(Side.HELD_OUT, heldOut.confusion()),
                ConfusionView.of(Side.CURRENT, current == null ? null : current.confusion()))
            .filter(Objects::nonNull)
            .toList(),
        current == null || current.slices().isEmpty()
            ? QualitySlices.of("on the held-out rows", heldOut, "", null)
            : QualitySlices.of("on the current version", current, "Held out", heldOut),
        result.gates() == null ? null : GatesView.of(result.gates()),
        importances(result.card()),
        Math.max(0, features(result.card()).size() - MOST_FEATURES));
  }

  private static List<String> features(ModelCard card) {
    Map<String, Double> shares = card.importances();
    return card.features().stream()
        .sorted(Comparator.comparingDouble(f -> -finite(shares.getOrDefault(f, 0.0))))
        .toList();
  }

  private static List<Importance> importances(ModelCard card) {
    double largest =
        card.importances().values().stream().mapToDouble(ModelView::finite).max().orElse(0);
    return features(card).stream()
        .limit(MOST_FEATURES)
        .map(
            feature -> {
              double share = card.importances().getOrDefault(feature, Double.NaN);
              return new Importance(
                  Format.name(feature),
                  Format.share(share),
                  largest > 0 ? (int) Math.round(100 * finite(share) / largest) : 0);
            })
        .toList();
  }

  private static double finite(double share) {
    return Double.isFinite(share) ? Math.max(0, share) : 0;
  }

  /** What it predicts. */
  public String task() {
    return switch (result.card().task()) {
      case BINARY -> "One of two classes (binary)";
      case MULTICLASS -> "One of several classes (multiclass)";
      case REGRESSION -> "A number (regression)";
    };
  }

  /** The algorithm in words. */
  public String algorithm() {
    return switch (result.card().algorithm()) {
      case "gbt" -> "Gradient-boosted trees";
      case "logistic_regression" -> "Logistic regression";
      case "linear_regression" -> "Linear regression";
      case "random_forest" -> "Random forest";
      default -> Format.name(result.card().algorithm().replace('_', ' ').toLowerCase(Locale.ROOT));
    };
  }
}
