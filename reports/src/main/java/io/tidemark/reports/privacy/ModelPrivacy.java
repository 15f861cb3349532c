package io.tidemark.reports.privacy;

import io.tidemark.reports.ModelResult;
import io.tidemark.training.ModelCard;
import io.tidemark.training.Provenance;
import io.tidemark.training.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model with its card. */
final class ModelPrivacy {
  private static final String WEIGHTS = "rows are weighted by class in training";

  private final CategoryNames names;
  private final EvaluationPrivacy evaluations;
  private final GatesPrivacy gates;

  ModelPrivacy(CategoryNames names, int minRows, Hidden hidden) {
    this.names = names;
    Suppression suppression = new Suppression(minRows);
    evaluations = new EvaluationPrivacy(names, suppression, hidden);
    gates = new GatesPrivacy(names, suppression, evaluations, hidden);
  }

  ModelResult of(ModelResult model) {
    String label = model.card().label();
    return new ModelResult(
        model.modelId(),
        model.trainedOnVersion(),
        model.trainedNow(),
        card(model.card()),
        model.current() == null ? null : evaluations.of(label, model.current()),
        names.errorOrNull(model.currentProblem()),
        model.gates() == null ? null : gates.of(label, model.gates()));
  }

  private ModelCard card(ModelCard card) {
    return new ModelCard(
        card.task(),
        card.algorithm(),
        card.parameters(),
        names.literals(card.label()),
        card.features(),
        names.literals(card.split()),
        card.trainRows(),
        card.seed(),
        evaluations.of(card.label(), card.heldOut()),
        card.importances(),
        notes(card),
        provenance(card.provenance()));
  }

  /** Notes about classes name them. */
  private List<String> notes(ModelCard card) {
    boolean hides = card.task() == Task.MULTICLASS && !names.shows(card.label());
    return card.notes().stream().map(note -> hides ? note(note) : note).toList();
  }

  private String note(String note) {
    if (note.startsWith(WEIGHTS)) {
      return WEIGHTS;
    }
    if (note.startsWith("held-out rows of ")) {
      return "held-out rows of classes that no training row has count as predicted wrong";
    }
    return note.startsWith("no held-out row has ") ? "no held-out row has some classes" : note;
  }

  private @Nullable Provenance provenance(@Nullable Provenance made) {
    return made == null
        ? null
        : new Provenance(
            made.table(),
            made.tableId(),
            made.version(),
            names.literalsOrNull(made.where()),
            made.referenceId(),
            made.rows(),
            made.schemaHash(),
            made.fingerprint(),
            made.configHash(),
            made.codeVersion(),
            made.trainedAt());
  }
}
