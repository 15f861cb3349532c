package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.http.HttpFailure;
import java.io.InputStream;
import java.util.function.Supplier;

/** The files of a run. */
sealed interface Artifacts permits ProxiedArtifacts, HadoopArtifacts {
  /**
   * Writes a file in place of what was there; a single attempt.
   *
   * @param path below the run's folder, parted by slashes
   * @param length its bytes
   * @param content opened once
   */
  void put(String path, long length, Supplier<InputStream> content) throws HttpFailure;
}
