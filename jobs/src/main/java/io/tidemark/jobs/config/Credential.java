package io.tidemark.jobs.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the value of a property is that reaches a storage.
 *
 * @param valueEnv name of an environment variable; null for none
 * @param valueFile path of a file; null for none
 */
public record Credential(@Nullable String valueEnv, @Nullable String valueFile) {
  /** The value. */
  public SecretReference value() {
    return new SecretReference(valueEnv, valueFile);
  }
}
