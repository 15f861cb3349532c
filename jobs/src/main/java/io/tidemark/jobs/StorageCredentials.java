package io.tidemark.jobs;

import io.tidemark.jobs.config.ConfigException;
import io.tidemark.jobs.config.Credential;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Gives Hadoop's file systems the secrets that a monitor refers to. */
public final class StorageCredentials {
  private StorageCredentials() {}

  /**
   * Fails if two monitors that are used together want one property to have two values.
   *
   * @throws ConfigException that names the properties
   */
  public static void requireOneValueEach(Monitor one, Monitor other) {
    List<Problem> problems = new ArrayList<>();
    one.credentials()
        .forEach(
            (property, credential) -> {
              Credential second = other.credentials().get(property);
              if (second != null && !second.equals(credential)) {
                problems.add(
                    new Problem(
                        one.monitor(),
                        0,
                        "`credentials.%s` differs between environments `%s` and `%s`, which are needed together; name the bucket in it, such as fs.s3a.bucket.BUCKET.secret.key"
                            .formatted(property, one.environment(), other.environment())));
              }
            });
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /**
   * Sets the properties, before the first file is touched. Their values are kept nowhere else.
   *
   * @param environment the environment variables
   * @throws io.tidemark.jobs.error.TidemarkException if a secret is not there
   */
  public static void apply(Monitor monitor, Configuration hadoop, Map<String, String> environment) {
    monitor
        .credentials()
        .forEach(
            (property, credential) -> hadoop.set(property, credential.value().value(environment)));
  }
}
