package io.tidemark.jobs;

import io.tidemark.training.Evaluation;
import io.tidemark.training.Fingerprint;
import io.tidemark.training.GateResult;
import io.tidemark.training.GateStatus;
import io.tidemark.training.Metric;
import io.tidemark.training.ModelCard;
import io.tidemark.training.PredictionDifference;
import io.tidemark.training.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules by which a model that was built again is the same. */
final class SameModel {
  /**
   * What may differ: Spark adds up floating-point numbers in the order in which its tasks end, so
   * that the last digits of a sum, and with it of a coefficient, are not the same twice.
   */
  static final double TOLERANCE = 1e-6;

  private SameModel() {}

  static GateResult data(Provenance made, Fingerprint now) {
    boolean same = made.rows() == now.rows() && made.fingerprint().equals(now.value());
    return result(
        "same_data",
        same,
        "%,d rows with fingerprint %s".formatted(made.rows(), made.fingerprint()),
        null,
        same
            ? String.format(Locale.ROOT, "the %,d rows have the same fingerprint", now.rows())
            : String.format(
                Locale.ROOT,
                "there are %,d rows with fingerprint %s: the version holds other rows than those trained on",
                now.rows(),
                now.value()));
  }

  static GateResult schema(Provenance made, String now) {
    boolean same = made.schemaHash().equals(now);
    return result(
        "same_schema",
        same,
        "schema " + made.schemaHash(),
        null,
        same ? "names and types of the columns are the same" : "the schema is " + now);
  }

  /** One result for each metric of the held-out rows, and one for how many rows that are. */
  static List<GateResult> quality(ModelCard kept, ModelCard again) {
    List<GateResult> results = new ArrayList<>();
    Evaluation then = kept.heldOut();
    Evaluation now = again.heldOut();
    boolean rows = then.rows() == now.rows() && kept.trainRows() == again.trainRows();
    results.add(
        result(
            "same_split",
            rows,
            String.format(
                Locale.ROOT, "%,d rows trained on, %,d held out", kept.trainRows(), then.rows()),
            null,
            String.format(
                Locale.ROOT, "%,d trained on, %,d held out", again.trainRows(), now.rows())));
    for (Metric metric : Metric.of(then.task())) {
      if (then.metrics().containsKey(metric)) {
        results.add(metric(metric, then.value(metric), now.value(metric)));
      }
    }
    return results;
  }

  private static GateResult metric(Metric metric, double then, double now) {
    // Not defined both times is the same, too.
    boolean same =
        Double.compare(then, now) == 0
            || Math.abs(then - now) <= TOLERANCE * Math.max(1, Math.abs(then));
    return result(
        "same_" + metric.key(),
        same,
        then + " within " + TOLERANCE,
        now,
        metric.label() + " on the held-out rows is " + now);
  }

  static GateResult predictions(PredictionDifference difference, String label) {
    boolean same = difference.otherClasses() == 0 && difference.largest() <= TOLERANCE;
    return result(
        "same_predictions",
        same,
        "no prediction further apart than " + TOLERANCE + ", no row in another class",
        difference.largest(),
        String.format(
            Locale.ROOT,
            "on %,d rows of %s predictions are at most %.3g apart, %,d rows are in another class",
            difference.rows(),
            label,
            difference.largest(),
            difference.otherClasses()));
  }

  private static GateResult result(
      String gate, boolean same, String expected, @Nullable Double actual, String message) {
    return new GateResult(
        gate, same ? GateStatus.PASS : GateStatus.FAIL, expected, actual, message);
  }
}
