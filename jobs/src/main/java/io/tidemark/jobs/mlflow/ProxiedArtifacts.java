package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.http.HttpFailure;
import java.io.InputStream;
import java.util.function.Supplier;

/** Files that the tracking server takes itself. */
final class ProxiedArtifacts implements Artifacts {
  private static final String ENDPOINT = "/api/2.0/mlflow-artifacts/artifacts/";

  private final MlflowHttp http;
  private final String root;

  /**
   * Files below a folder.
   *
   * @param root path within the server's storage, without a slash at its ends
   */
  ProxiedArtifacts(MlflowHttp http, String root) {
    this.http = http;
    this.root = root;
  }

  @Override
  public void put(String path, long length, Supplier<InputStream> content) throws HttpFailure {
    http.upload(ENDPOINT + root + "/" + path, length, content);
  }
}
