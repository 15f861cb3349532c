package io.tidemark.jobs.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A monitor file, bound and with its defaults filled in. Its keys are described in {@code
 * monitor.schema.json}.
 *
 * @param monitor name
 * @param environment name of the environment
 * @param table path, URI or catalog name of the Delta table
 * @param where filter on the rows; null for all
 * @param reference version, time or reference id as text; null if there is none
 * @param out output directory
 * @param key columns that identify a row; null if not given
 * @param checks constraints in order
 * @param drift comparison settings
 * @param training model settings; null if there is no model
 * @param retrain retraining rules
 */
public record Monitor(
    String monitor,
    String environment,
    String table,
    @Nullable String where,
    @Nullable String reference,
    String out,
    @Nullable Key key,
    List<Map<String, CheckSettings>> checks,
    Drift drift,
    @Nullable Training training,
    Retrain retrain) {

  /** Where results go unless the monitor or {@code --out} says otherwise. */
  public static final String DEFAULT_OUT = "tidemark-out";

  /** Fills in the defaults that the schema documents. */
  public Monitor {
    environment = orElse(environment, "dev");
    out = orElse(out, DEFAULT_OUT);
    checks = checks == null ? List.of() : List.copyOf(checks);
    drift = drift == null ? new Drift(null, null, null, null, null, null) : drift;
    retrain = retrain == null ? Retrain.DEFAULTS : retrain;
  }

  private static <T> T orElse(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  /**
   * Columns that identify a row.
   *
   * @param columns their names
   * @param unique smallest share of rows whose key occurs exactly once
   */
  public record Key(List<String> columns, @Nullable Double unique) {}

  /** Settings of one constraint; each kind uses some of them, the schema says which. */
  public record CheckSettings(
      @Nullable String column,
      @Nullable List<String> columns,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double share,
      @Nullable Double q,
      @Nullable List<String> values,
      @Nullable String regex,
      @Nullable String sql,
      @Nullable String id,
      @Nullable String severity,
      @Nullable String where) {}

  /** Comparison settings; a null stands for the default of the drift module. */
  public record Drift(
      @Nullable Double alpha,
      @Nullable Double maxDriftedShare,
      @Nullable List<String> include,
      @Nullable List<String> exclude,
      @Nullable Map<String, Threshold> thresholds,
      @Nullable Map<String, Column> columns) {}

  /** Settings of one column in the comparison. */
  public record Column(@Nullable String importance, @Nullable Map<String, Threshold> thresholds) {}

  /** Effects from which on a column warns and drifts; a null keeps the default. */
  public record Threshold(@Nullable Double warn, @Nullable Double drift) {}

  /** Model settings. */
  public record Training(
      String label,
      Map<String, Feature> features,
      @Nullable String algorithm,
      Split split,
      @Nullable Long seed) {}

  /** One feature. */
  public record Feature(String kind, @Nullable String sql) {}

  /** Which rows are held out. */
  public record Split(String column, @Nullable Double heldOut) {}

  /** Retraining rules with their defaults. */
  public record Retrain(Boolean onDrift, @Nullable Double maxAucDrop, Duration coolDown) {
    private static final Duration DEFAULT_COOL_DOWN = Duration.ofDays(7);
    private static final Retrain DEFAULTS = new Retrain(true, null, DEFAULT_COOL_DOWN);

    /** Fills in the defaults that the schema documents. */
    public Retrain {
      onDrift = orElse(onDrift, true);
      coolDown = orElse(coolDown, DEFAULT_COOL_DOWN);
    }
  }
}
