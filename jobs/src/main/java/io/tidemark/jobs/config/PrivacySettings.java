package io.tidemark.jobs.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is hidden in what runs write. Holds no secret, only where the key is.
 *
 * @param minRows figures of fewer rows are not shown
 * @param keyEnv environment variable with the key; null for none
 * @param keyFile file with the key; null for none
 * @param show columns whose values may be seen
 */
public record PrivacySettings(
    Integer minRows, @Nullable String keyEnv, @Nullable String keyFile, List<String> show) {

  /** Fills in the defaults that the schema documents. */
  public PrivacySettings {
    minRows = minRows == null ? 20 : minRows;
    show = show == null ? List.of() : List.copyOf(show);
  }

  /** Where the key is. */
  public SecretReference key() {
    return new SecretReference(keyEnv, keyFile);
  }
}
