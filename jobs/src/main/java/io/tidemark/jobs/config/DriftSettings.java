package io.tidemark.jobs.config;

import io.tidemark.drift.ColumnOptions;
import io.tidemark.drift.DriftOptions;
import io.tidemark.drift.DriftThresholds;
import io.tidemark.drift.Importance;
import io.tidemark.drift.Role;
import io.tidemark.drift.WindowOptions;
import io.tidemark.drift.multivariate.MultivariateOptions;
import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code drift} to the options of the drift module. */
public final class DriftSettings {
  private static final Map<String, Measure> MEASURES =
      Map.of(
          "psi", Measure.PSI,
          "ks", Measure.KS,
          "cramers_v", Measure.CHI_SQUARE,
          "jensen_shannon", Measure.JENSEN_SHANNON,
          "wasserstein", Measure.WASSERSTEIN,
          "total_variation", Measure.TOTAL_VARIATION,
          "l_infinity", Measure.L_INFINITY,
          "null_share", Measure.NULL_SHARE,
          "nan_share", Measure.NAN_SHARE,
          "unseen_share", Measure.UNSEEN_SHARE);

  private static final Monitor.Column NO_SETTINGS = new Monitor.Column(null, null);

  private DriftSettings() {}

  /** What to compare with; empty if the monitor compares nothing. */
  public static Optional<Against> against(Monitor monitor) {
    Monitor.Against against = monitor.drift().against();
    String kind = against == null ? "reference" : against.kind();
    return switch (kind) {
      case "previous" -> Optional.of(new Against.Previous());
      case "trailing" ->
          Optional.of(
              new Against.Trailing(
                  Objects.requireNonNull(Objects.requireNonNull(against).trailing())));
      default -> Optional.ofNullable(monitor.reference()).map(Against.Reference::new);
    };
  }

  /** How the reference is frozen. */
  public static ReferenceOptions referenceOptions(Monitor monitor) {
    ReferenceOptions defaults = ReferenceOptions.defaults();
    Monitor.Drift drift = monitor.drift();
    List<String> include = drift.include();
    List<String> exclude = drift.exclude();
    ReferenceOptions options =
        new ReferenceOptions(
            include == null ? List.of() : include,
            exclude == null ? Set.of() : Set.copyOf(exclude),
            defaults.bins(),
            defaults.cuts(),
            defaults.maxCategories());
    if (drift.slices() == null) {
      return options;
    }
    Monitor.SliceLimits limits = drift.sliceLimits();
    return options.withSlices(
        drift.slices(),
        limits == null || limits.minRows() == null ? defaults.minSliceRows() : limits.minRows(),
        limits == null || limits.max() == null ? defaults.maxSlices() : limits.max());
  }

  /**
   * These options without the names of columns that a schema does not have: they were added to the
   * table later.
   */
  public static ReferenceOptions presentIn(ReferenceOptions options, StructType schema) {
    Set<String> names =
        ColumnRead.leaves(schema).stream().map(ColumnRead.Leaf::name).collect(Collectors.toSet());
    List<String> include = options.include().stream().filter(names::contains).toList();
    Set<String> exclude =
        options.exclude().stream().filter(names::contains).collect(Collectors.toSet());
    if (include.isEmpty() && !options.include().isEmpty()) {
      throw new IllegalArgumentException(
          "it has none of the columns of `drift.include`: " + String.join(", ", options.include()));
    }
    return new ReferenceOptions(
        include,
        exclude,
        options.bins(),
        options.cuts(),
        options.maxCategories(),
        options.slices(),
        options.minSliceRows(),
        options.maxSlices());
  }

  /**
   * How the current version is compared.
   *
   * @param profiled the columns that the reference profiles; settings of others are left out
   * @param weights weights of the columns, 0 for those that are not in it; null for those of their
   *     importance
   */
  public static DriftOptions driftOptions(
      Monitor monitor, List<String> profiled, @Nullable Map<String, Double> weights) {
    Monitor.Drift drift = monitor.drift();
    DriftOptions standard = DriftOptions.standard();
    DriftThresholds thresholds = defaults(drift);
    Map<String, Monitor.Column> settings = drift.columns() == null ? Map.of() : drift.columns();
    Map<String, ColumnOptions> columns = new LinkedHashMap<>();
    for (String name : profiled) {
      Monitor.Column column = settings.getOrDefault(name, NO_SETTINGS);
      columns.put(
          name,
          new ColumnOptions(
              importance(column),
              thresholds(column.thresholds(), thresholds),
              role(drift, name),
              weights == null ? null : weights.getOrDefault(name, 0.0)));
    }
    return new DriftOptions(
        drift.alpha() == null ? standard.alpha() : drift.alpha(),
        thresholds,
        columns,
        drift.maxDriftedShare() == null ? standard.maxDriftedShare() : drift.maxDriftedShare(),
        window(drift));
  }

  /** How the columns are compared together. */
  public static MultivariateOptions multivariateOptions(
      Monitor.Multivariate settings, double alpha) {
    MultivariateOptions standard = MultivariateOptions.standard();
    return new MultivariateOptions(
        alpha,
        settings.sampleRows() == null ? standard.sampleRows() : settings.sampleRows(),
        standard.seed(),
        standard.varianceShare(),
        standard.reconstruction(),
        standard.classifier());
  }

  /**
   * Fails if thresholds contradict each other.
   *
   * @throws IllegalArgumentException if they do
   */
  static void vet(Monitor monitor) {
    Map<String, Monitor.Column> columns = monitor.drift().columns();
    driftOptions(monitor, columns == null ? List.of() : List.copyOf(columns.keySet()), null);
  }

  /** How the current version is cut into windows; null for not at all. */
  static @Nullable WindowOptions window(Monitor.Drift drift) {
    Monitor.Window window = drift.window();
    return window == null
        ? null
        : new WindowOptions(
            window.column(),
            WindowLength.parse(window.every()),
            window.max() == null ? WindowOptions.DEFAULT_MAX : window.max());
  }

  private static DriftThresholds defaults(Monitor.Drift drift) {
    DriftThresholds standard = DriftThresholds.defaults();
    return standard.with(thresholds(drift.thresholds(), standard));
  }

  private static Role role(Monitor.Drift drift, String column) {
    if (column.equals(drift.target())) {
      return Role.TARGET;
    }
    return column.equals(drift.prediction()) ? Role.PREDICTION : Role.FEATURE;
  }

  private static Importance importance(Monitor.Column column) {
    return column.importance() == null
        ? Importance.NORMAL
        : Importance.valueOf(column.importance().toUpperCase(Locale.ROOT));
  }

  private static Map<Measure, Threshold> thresholds(
      @Nullable Map<String, Monitor.Threshold> settings, DriftThresholds base) {
    Map<Measure, Threshold> thresholds = new EnumMap<>(Measure.class);
    if (settings != null) {
      settings.forEach(
          (name, setting) -> {
            Measure measure = measure(name);
            thresholds.put(measure, threshold(name, setting, base.of(measure)));
          });
    }
    return thresholds;
  }

  private static Measure measure(String name) {
    Measure measure = MEASURES.get(name);
    if (measure == null) {
      throw new IllegalStateException("the schema allows a measure that there is not: " + name);
    }
    return measure;
  }

  /**
   * A drift threshold alone halves for the warning, as the defaults do; a warning alone keeps the
   * drift threshold.
   */
  private static Threshold threshold(String name, Monitor.Threshold setting, Threshold base) {
    double drift = setting.drift() == null ? base.drift() : setting.drift();
    double halved = setting.drift() == null ? base.warn() : drift / 2;
    double warn = setting.warn() == null ? halved : setting.warn();
    if (warn > drift) {
      throw new IllegalArgumentException(
          "threshold `"
              + name
              + "` warns at "
              + warn
              + ", above its drift threshold "
              + drift
              + "; mend one of them");
    }
    return new Threshold(warn, drift);
  }
}
