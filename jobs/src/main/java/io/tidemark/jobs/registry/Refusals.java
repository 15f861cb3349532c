package io.tidemark.jobs.registry;

import io.tidemark.jobs.config.Nearest;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why the registry does not do what is asked of it. */
final class Refusals {
  private Refusals() {}

  /** Fails if another model is champion than the one that is expected; null stands for none. */
  static void requireChampion(RegistryState state, @Nullable String expected) {
    String now = state.holder(Alias.CHAMPION).map(Entry::modelId).orElse(null);
    if (!Objects.equals(now, expected)) {
      throw new TidemarkException(
          ErrorCode.CHAMPION_CHANGED,
          "the champion of `%s` in environment `%s` is %s, not %s any more"
              .formatted(state.monitor(), state.environment(), shown(now), shown(expected)),
          "another process changed it meanwhile",
          "look at `tidemark models`, then run again; nothing was changed",
          null);
    }
  }

  static TidemarkException notApproved(RegistryState state, Entry model) {
    return new TidemarkException(
        ErrorCode.MODEL_NOT_APPROVED,
        "model `%s` (version %d) of `%s` is not approved for environment `%s`"
            .formatted(model.modelId(), model.version(), state.monitor(), state.environment()),
        "the environment asks for an approval",
        "let someone who answers for it run: tidemark models approve %s --config FILE --environment %s"
            .formatted(model.modelId(), state.environment()),
        null);
  }

  static TidemarkException busy(String monitor, int attempts) {
    return new TidemarkException(
        ErrorCode.REGISTRY_BUSY,
        "the registry of monitor `%s` was changed by others each of the %d times that this process tried to"
            .formatted(monitor, attempts),
        null,
        "run again; nothing was changed",
        null);
  }

  static TidemarkException nothingBefore(RegistryState state) {
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "there is no champion of `%s` in environment `%s` before %s"
            .formatted(
                state.monitor(),
                state.environment(),
                shown(state.holder(Alias.CHAMPION).map(Entry::modelId).orElse(null))),
        null,
        "promote the model that should be champion: tidemark models promote MODEL --config FILE",
        null);
  }

  static TidemarkException noModels(String monitor, List<String> monitors, String path) {
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "monitor `%s` has no registered model in %s%s"
            .formatted(monitor, path, Nearest.hint(monitor, monitors)),
        monitors.isEmpty() ? null : "monitors with models are " + String.join(", ", monitors),
        "train one with `tidemark train`, or name the output directory of its training with --out",
        null);
  }

  static TidemarkException unknown(RegistryState state, String name) {
    String there =
        "its models are "
            + state.versions().stream()
                .map(v -> v.version() + " = " + v.modelId())
                .collect(Collectors.joining(", "));
    if (Alias.keys().contains(name)) {
      return new TidemarkException(
          ErrorCode.RESULT_NOT_FOUND,
          "monitor `%s` has no %s in environment `%s`"
              .formatted(state.monitor(), name, state.environment()),
          there,
          "name one of them by id or version number",
          null);
    }
    List<String> ids = state.versions().stream().map(Entry::modelId).toList();
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "monitor `%s` has no model `%s`%s"
            .formatted(state.monitor(), name, Nearest.hint(name, ids)),
        there,
        "name one of them by id, version number or alias (%s)"
            .formatted(String.join(", ", Alias.keys())),
        null);
  }

  static TidemarkException notKept(String modelId, List<String> kept) {
    return new TidemarkException(
        ErrorCode.RESULT_NOT_FOUND,
        "model `%s` is not in the result store%s".formatted(modelId, Nearest.hint(modelId, kept)),
        kept.isEmpty() ? "it keeps no models" : "it keeps " + String.join(", ", kept),
        "name one of them, or the output directory of its training with --out",
        null);
  }

  private static String shown(@Nullable String modelId) {
    return modelId == null ? "none" : "`" + modelId + "`";
  }
}
