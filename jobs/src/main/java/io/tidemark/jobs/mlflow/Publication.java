package io.tidemark.jobs.mlflow;

/**
 * Where a model is on the server.
 *
 * @param runId its run
 * @param model name of the registered model
 * @param version its version there, which need not be that of Tidemark's registry
 */
public record Publication(String runId, String model, String version) {}
