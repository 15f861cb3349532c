package io.tidemark.jobs.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the registry of models; a null stands for the default.
 *
 * @param approval {@code required} or {@code not_required}
 * @param mlflow where models are published; null for nowhere
 */
public record RegistrySettings(@Nullable String approval, @Nullable Mlflow mlflow) {
  /** Names of environments that ask for approvals unless the monitor says otherwise. */
  private static final List<String> PRODUCTION = List.of("prod", "production");

  static final RegistrySettings DEFAULTS = new RegistrySettings(null, null);

  /** Whether a model needs an approval to be promoted in an environment. */
  public boolean approvalRequired(String environment) {
    return approval == null ? PRODUCTION.contains(environment) : approval.equals("required");
  }

  /**
   * An MLflow server; a null stands for the default.
   *
   * @param trackingUri its address
   * @param experiment name of the experiment
   * @param model name of the registered model
   * @param timeout longest wait for an answer
   * @param attempts how often a request is made
   */
  public record Mlflow(
      @Nullable String trackingUri,
      @Nullable String experiment,
      @Nullable String model,
      @Nullable Duration timeout,
      @Nullable Integer attempts) {}
}
