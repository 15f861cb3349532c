package io.tidemark.jobs.config;

import io.tidemark.drift.ColumnOptions;
import io.tidemark.drift.DriftOptions;
import io.tidemark.drift.DriftThresholds;
import io.tidemark.drift.Importance;
import io.tidemark.drift.reference.ReferenceOptions;
import io.tidemark.drift.stats.Measure;
import io.tidemark.drift.stats.Threshold;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code drift} to the options of the drift module. */
public final class DriftSettings {
  private static final Map<String, Measure> MEASURES =
      Map.of(
          "psi", Measure.PSI,
          "ks", Measure.KS,
          "cramers_v", Measure.CHI_SQUARE,
          "jensen_shannon", Measure.JENSEN_SHANNON,
          "null_share", Measure.NULL_SHARE);

  private DriftSettings() {}

  /** How the reference is frozen. */
  public static ReferenceOptions referenceOptions(Monitor monitor) {
    ReferenceOptions defaults = ReferenceOptions.defaults();
    List<String> include = monitor.drift().include();
    List<String> exclude = monitor.drift().exclude();
    return new ReferenceOptions(
        include == null ? List.of() : include,
        exclude == null ? Set.of() : Set.copyOf(exclude),
        defaults.bins(),
        defaults.cuts(),
        defaults.maxCategories());
  }

  /**
   * How the current version is compared.
   *
   * @throws IllegalArgumentException if thresholds contradict each other
   */
  public static DriftOptions driftOptions(Monitor monitor) {
    DriftOptions standard = DriftOptions.standard();
    Monitor.Drift drift = monitor.drift();
    DriftThresholds thresholds =
        standard.defaults().with(thresholds(drift.thresholds(), standard.defaults()));
    Map<String, ColumnOptions> columns = new LinkedHashMap<>();
    if (drift.columns() != null) {
      drift
          .columns()
          .forEach(
              (name, column) ->
                  columns.put(
                      name,
                      new ColumnOptions(
                          importance(column), thresholds(column.thresholds(), thresholds))));
    }
    return new DriftOptions(
        drift.alpha() == null ? standard.alpha() : drift.alpha(),
        thresholds,
        columns,
        drift.maxDriftedShare() == null ? standard.maxDriftedShare() : drift.maxDriftedShare());
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
