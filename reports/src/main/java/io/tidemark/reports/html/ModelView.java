package io.tidemark.reports.html;

import io.tidemark.reports.ModelResult;
import io.tidemark.training.Evaluation;
import java.util.List;
import java.util.Locale;
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
 * @param features how much each feature bears on it, and how far it moved
 */
public record ModelView(
    ModelResult result,
    MetricsView metrics,
    List<XyChart> charts,
    List<ConfusionView> confusions,
    @Nullable QualitySlices slices,
    @Nullable GatesView gates,
    FeaturesView features) {

  public ModelView {
    charts = List.copyOf(charts);
    confusions = List.copyOf(confusions);
  }

  static ModelView of(ModelResult result, @Nullable DriftView drift) {
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
        ModelCharts.ofModel(heldOut, current),
        ConfusionView.ofBoth(Side.HELD_OUT, heldOut, Side.CURRENT, current),
        current == null || current.slices().isEmpty()
            ? QualitySlices.of("on the held-out rows", heldOut, "", null)
            : QualitySlices.of("on the current version", current, "Held out", heldOut),
        result.gates() == null ? null : GatesView.of(result.gates()),
        FeaturesView.of(result.card(), drift));
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
