package io.tidemark.jobs.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param followsChampion whether the version that the champion was trained on takes the place of
 *     the reference, once there is a champion
 * @param out output directory
 * @param key columns that identify a row; null if not given
 * @param checks constraints in order
 * @param rules rules in another notation; null if there are none
 * @param schema what the table's schema must be; null if nothing is said
 * @param quarantine where rows that fail checks go; null if they are not set apart
 * @param drift comparison settings
 * @param training model settings; null if there is no model
 * @param retrain retraining rules
 * @param registry who may promote a model and where models are published
 * @param inference the log of the model in use; null if there is none
 * @param score how versions are scored; null if nothing is said
 * @param notifications whom runs tell of what they find; null for nobody
 * @param outputs what runs write for other programs
 * @param ownsStore whether the result store is this environment's alone: the file has environments
 * @param credentials Hadoop properties whose values come from environment or files, by name
 * @param housekeeping how long results are kept
 * @param privacy what is hidden in what runs write; null for nothing
 */
public record Monitor(
    String monitor,
    String environment,
    String table,
    @Nullable String where,
    @Nullable String reference,
    boolean followsChampion,
    String out,
    @Nullable Key key,
    List<Map<String, CheckSettings>> checks,
    @Nullable Rules rules,
    @Nullable Schema schema,
    @Nullable Quarantine quarantine,
    Drift drift,
    @Nullable Training training,
    Retrain retrain,
    RegistrySettings registry,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Inference inference,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Scoring score,
    @JsonProperty("notify") @Nullable NotifySettings notifications,
    Outputs outputs,
    boolean ownsStore,
    Map<String, Credential> credentials,
    Housekeeping housekeeping,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PrivacySettings privacy) {

  /** Where results go unless the monitor or {@code --out} says otherwise. */
  public static final String DEFAULT_OUT = "tidemark-out";

  /** The environment of a monitor that names none. */
  public static final String DEFAULT_ENVIRONMENT = "dev";

  /** Fills in the defaults that the schema documents. */
  public Monitor {
    environment = orElse(environment, DEFAULT_ENVIRONMENT);
    out = orElse(out, DEFAULT_OUT);
    checks = checks == null ? List.of() : List.copyOf(checks);
    drift = drift == null ? Drift.DEFAULTS : drift;
    retrain = retrain == null ? Retrain.DEFAULTS : retrain;
    registry = orElse(registry, RegistrySettings.DEFAULTS);
    outputs = orElse(outputs, Outputs.NONE);
    credentials = credentials == null ? Map.of() : Map.copyOf(credentials);
    housekeeping = orElse(housekeeping, Housekeeping.DEFAULTS);
  }

  /** This monitor with another reference, which no champion moves. */
  public Monitor withReference(String other) {
    return with(table, other, false, outputs);
  }

  /** This monitor with other outputs. */
  public Monitor withOutputs(Outputs other) {
    return with(table, reference, followsChampion, other);
  }

  /** This monitor of another table. */
  public Monitor withTable(String other) {
    return with(other, reference, followsChampion, outputs);
  }

  private Monitor with(
      String otherTable,
      @Nullable String otherReference,
      boolean otherFollowsChampion,
      Outputs otherOutputs) {
    return new Monitor(
        monitor,
        environment,
        otherTable,
        where,
        otherReference,
        otherFollowsChampion,
        out,
        key,
        checks,
        rules,
        schema,
        quarantine,
        drift,
        training,
        retrain,
        registry,
        inference,
        score,
        notifications,
        otherOutputs,
        ownsStore,
        credentials,
        housekeeping,
        privacy);
  }

  /** A monitor that only compares, another table by other settings. */
  Monitor comparing(String otherTable, @Nullable String otherWhere, Drift otherDrift) {
    return new Monitor(
        monitor,
        environment,
        otherTable,
        otherWhere,
        null,
        false,
        out,
        null,
        List.of(),
        null,
        null,
        null,
        otherDrift,
        null,
        retrain,
        registry,
        null,
        null,
        null,
        outputs,
        ownsStore,
        credentials,
        housekeeping,
        privacy);
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

  /**
   * Rules in the Data Quality Definition Language, beside the checks.
   *
   * @param dqdl the rules, also where the monitor names a file with them
   * @param severity what a failure of any of them means; null for {@code error}
   */
  public record Rules(String dqdl, @Nullable String severity) {}

  /**
   * Where rows that fail checks go.
   *
   * @param to the Delta table that takes them
   * @param clean the Delta table that takes the other rows; null for none
   * @param severity least severity of the checks that count; null for {@code error}
   */
  public record Quarantine(String to, @Nullable String clean, @Nullable String severity) {}

  /**
   * What the table's schema must be; a null stands for the default.
   *
   * @param required types of the columns that must be there, by name
   * @param optional types of the columns that may be there, by name
   * @param others {@code allowed} or {@code refused}
   * @param evolution what may change
   * @param since {@code previous}, {@code reference} or a version
   * @param severity what a failure means
   */
  public record Schema(
      @Nullable Map<String, String> required,
      @Nullable Map<String, String> optional,
      @Nullable String others,
      @Nullable List<String> evolution,
      @Nullable String since,
      @Nullable String severity) {}

  /** Settings of one constraint; each kind uses some of them, the schema says which. */
  @JsonInclude(JsonInclude.Include.NON_NULL) // the configuration's hash outlives new settings
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
      @Nullable String is,
      @Nullable String other,
      @Nullable String table,
      @Nullable String version,
      @Nullable String otherWhere,
      @Nullable List<String> otherColumns,
      @Nullable Duration maxAge,
      @Nullable Integer versions,
      @Nullable Map<String, CheckSettings> of,
      @Nullable Double absoluteChange,
      @Nullable Double relativeChange,
      @Nullable Double robustZ,
      @Nullable Integer over,
      @Nullable Boolean sameWeekday,
      @Nullable Integer minHistory,
      @Nullable String id,
      @Nullable String severity,
      @Nullable Double tolerance,
      @Nullable String description,
      @Nullable String where) {

    /** These settings with a bound that everything meets, for a number that is only measured. */
    CheckSettings unbounded() {
      return new CheckSettings(
          column,
          columns,
          0.0,
          max,
          share,
          q,
          values,
          regex,
          sql,
          is,
          other,
          table,
          version,
          otherWhere,
          otherColumns,
          maxAge == null ? Duration.ZERO : maxAge,
          versions,
          of,
          absoluteChange,
          relativeChange,
          robustZ,
          over,
          sameWeekday,
          minHistory,
          id,
          severity,
          tolerance,
          description,
          where);
    }
  }

  /**
   * Comparison settings; a null stands for the default.
   *
   * @param against what to compare with
   * @param slices key columns of each set of slices
   * @param sliceLimits which slices are compared
   * @param window how the current version is cut into windows of time
   * @param target the column that the model predicts
   * @param prediction the column with what a model predicted
   * @param weights weights of the columns in the drifted share
   * @param multivariate comparison of the columns together; null for none
   * @param alpha accepted share of false alarms
   * @param maxDriftedShare weighted share of drifted columns that is drift of the table
   * @param include columns to compare
   * @param exclude columns not to compare
   * @param thresholds by name of the measure
   * @param columns settings of single columns
   */
  public record Drift(
      @Nullable Against against,
      @Nullable List<List<String>> slices,
      @Nullable SliceLimits sliceLimits,
      @Nullable Window window,
      @Nullable String target,
      @Nullable String prediction,
      @Nullable Weights weights,
      @Nullable Multivariate multivariate,
      @Nullable Double alpha,
      @Nullable Double maxDriftedShare,
      @Nullable List<String> include,
      @Nullable List<String> exclude,
      @Nullable Map<String, Threshold> thresholds,
      @Nullable Map<String, Column> columns) {
    private static final Drift DEFAULTS =
        new Drift(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * What to compare with.
   *
   * @param kind {@code reference}, {@code previous} or {@code trailing}
   * @param trailing number of versions; null for the other kinds
   */
  public record Against(String kind, @Nullable Integer trailing) {}

  /** Which slices are compared; a null stands for the default. */
  public record SliceLimits(@Nullable Long minRows, @Nullable Integer max) {}

  /** Windows of time. */
  public record Window(String column, String every, @Nullable Integer max) {}

  /**
   * Weights of the columns.
   *
   * @param fromModel true to take the importance of the features in the trained model
   * @param columns weights by column; empty with {@code fromModel}
   */
  public record Weights(boolean fromModel, Map<String, Double> columns) {}

  /** Comparison of the columns together; a null stands for the default. */
  public record Multivariate(@Nullable List<String> columns, @Nullable Integer sampleRows) {}

  /** Settings of one column in the comparison. */
  public record Column(@Nullable String importance, @Nullable Map<String, Threshold> thresholds) {}

  /** Effects from which on a column warns and drifts; a null keeps the default. */
  public record Threshold(@Nullable Double warn, @Nullable Double drift) {}

  /**
   * Model settings; a null stands for the default.
   *
   * @param task {@code binary}, {@code multiclass} or {@code regression}
   * @param label SQL expression of what to predict
   * @param features features by name
   * @param algorithm name of the algorithm
   * @param parameters settings of the algorithm by name
   * @param grid values to try by name
   * @param tuning how the best of them are found
   * @param split which rows are held out
   * @param classWeights how much the rows of each class count
   * @param seed seed of everything random
   * @param slices keys of each set of slices that models are evaluated on
   * @param sliceLimits which slices are measured
   * @param golden the rows that challenger and champion are compared on
   * @param gates what a model must meet to become champion
   */
  @JsonInclude(JsonInclude.Include.NON_NULL) // the configuration's hash outlives new settings
  public record Training(
      @Nullable String task,
      String label,
      Map<String, Feature> features,
      @Nullable String algorithm,
      @Nullable Map<String, Double> parameters,
      @Nullable Map<String, List<Double>> grid,
      @Nullable Tuning tuning,
      Split split,
      @Nullable ClassWeights classWeights,
      @Nullable Long seed,
      @Nullable List<List<String>> slices,
      GateSettings.@Nullable SliceLimits sliceLimits,
      GateSettings.@Nullable Golden golden,
      @Nullable GateSettings gates) {

    /** These settings, judged as others say. */
    public Training withGatesOf(Training other) {
      return new Training(
          task,
          label,
          features,
          algorithm,
          parameters,
          grid,
          tuning,
          split,
          classWeights,
          seed,
          other.slices,
          other.sliceLimits,
          other.golden,
          other.gates);
    }
  }

  /** One feature. */
  @JsonInclude(JsonInclude.Include.NON_NULL) // as above
  public record Feature(
      String kind,
      @Nullable String sql,
      @Nullable Boolean required,
      @Nullable Integer maxCategories,
      @Nullable Integer hash) {}

  /** How the best combination of a grid is found; a null stands for the default. */
  public record Tuning(
      @Nullable String method,
      @Nullable Integer folds,
      @Nullable Double share,
      @Nullable String metric) {}

  /**
   * Which rows are held out.
   *
   * @param by {@code time}, {@code key} or {@code random}
   * @param column by time: the column; else null
   * @param columns by key: the columns; else null
   * @param heldOut share to hold out
   */
  @JsonInclude(JsonInclude.Include.NON_NULL) // as above
  public record Split(
      @Nullable String by,
      @Nullable String column,
      @Nullable List<String> columns,
      @Nullable Double heldOut) {}

  /**
   * How much the rows of each class count.
   *
   * @param balanced true for the same weight of all classes
   * @param classes weights by class; empty with {@code balanced}
   */
  public record ClassWeights(boolean balanced, Map<String, Double> classes) {}
}
