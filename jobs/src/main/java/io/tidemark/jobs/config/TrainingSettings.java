package io.tidemark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.delta.ColumnNames;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.training.Algorithm;
import io.tidemark.training.ClassWeights;
import io.tidemark.training.Feature;
import io.tidemark.training.Learner;
import io.tidemark.training.Metric;
import io.tidemark.training.Parameter;
import io.tidemark.training.Split;
import io.tidemark.training.Task;
import io.tidemark.training.TrainingSpec;
import io.tidemark.training.Tuning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code training} to the specification of the training module. */
public final class TrainingSettings {
  private static final long DEFAULT_SEED = 42;
  private static final double DEFAULT_HELD_OUT = 0.2;
  private static final int DEFAULT_FOLDS = 3;
  private static final double DEFAULT_SHARE = 0.25;
  static final String VALIDATION_SPLIT = "validation_split";
  private static final Map<String, String> BINARY_CLASSES = Map.of("true", "1", "false", "0");

  private TrainingSettings() {}

  /** The specification of a monitor's model; null if it has none. */
  static @Nullable TrainingSpec specOf(Monitor monitor) {
    return monitor.training() == null ? null : spec(monitor.training());
  }

  /** The specification. */
  public static TrainingSpec spec(Monitor.Training training) {
    List<Feature> features = new ArrayList<>();
    training.features().forEach((name, feature) -> features.add(feature(name, feature)));
    return new TrainingSpec(
        task(training),
        training.label(),
        features,
        new Learner(algorithm(training), parameters(training), grid(training), tuning(training)),
        split(training.split()),
        classWeights(training),
        seed(training));
  }

  /** The seed of everything random in a training. */
  public static long seed(Monitor.Training training) {
    return training.seed() == null ? DEFAULT_SEED : training.seed();
  }

  /** Short forms become long ones. */
  static void normalise(ObjectNode training) {
    JsonNode weights = training.get("class_weights");
    if (weights != null) {
      ObjectNode full = training.putObject("class_weights");
      full.put("balanced", weights.isTextual());
      full.set("classes", weights.isObject() ? weights : full.objectNode());
    }
    GateSettings.normalise(training);
  }

  static Optional<String> weightsProblem(String text) {
    return text.equals("balanced")
        ? Optional.empty()
        : Optional.of(
            "is neither `balanced` nor a map of classes such as `{ cancelled: 5 }`"
                + Nearest.hint(text, List.of("balanced")));
  }

  static Task task(Monitor.Training training) {
    return training.task() == null
        ? Task.BINARY
        : Task.valueOf(training.task().toUpperCase(Locale.ROOT));
  }

  static Algorithm algorithm(Monitor.Training training) {
    return training.algorithm() == null
        ? Algorithm.usual(task(training))
        : Algorithm.valueOf(training.algorithm().toUpperCase(Locale.ROOT));
  }

  static Feature feature(String name, Monitor.Feature feature) {
    return new Feature(
        name,
        feature.sql() == null ? ColumnNames.quoted(name) : feature.sql(),
        Feature.Kind.valueOf(feature.kind().toUpperCase(Locale.ROOT)),
        Boolean.TRUE.equals(feature.required()),
        feature.maxCategories() == null ? Feature.MAX_CATEGORIES : feature.maxCategories(),
        feature.hash());
  }

  static Map<Parameter, Double> parameters(Monitor.Training training) {
    return byParameter(training.parameters());
  }

  static Map<Parameter, List<Double>> grid(Monitor.Training training) {
    return byParameter(training.grid());
  }

  private static <V> Map<Parameter, V> byParameter(@Nullable Map<String, V> values) {
    Map<Parameter, V> byParameter = new EnumMap<>(Parameter.class);
    if (values != null) {
      values.forEach(
          (name, value) ->
              byParameter.put(Parameter.valueOf(name.toUpperCase(Locale.ROOT)), value));
    }
    return byParameter;
  }

  private static @Nullable Tuning tuning(Monitor.Training training) {
    if (grid(training).isEmpty()) {
      return null;
    }
    Metric metric = tuningMetric(training);
    Monitor.Tuning tuning = training.tuning();
    if (tuning != null && VALIDATION_SPLIT.equals(tuning.method())) {
      return new Tuning.ValidationSplit(
          tuning.share() == null ? DEFAULT_SHARE : tuning.share(), metric);
    }
    return new Tuning.CrossValidation(
        tuning == null || tuning.folds() == null ? DEFAULT_FOLDS : tuning.folds(), metric);
  }

  static Metric tuningMetric(Monitor.Training training) {
    String metric = training.tuning() == null ? null : training.tuning().metric();
    return metric == null
        ? Metric.main(task(training))
        : Metric.valueOf(metric.toUpperCase(Locale.ROOT));
  }

  private static Split split(Monitor.Split split) {
    double share = split.heldOut() == null ? DEFAULT_HELD_OUT : split.heldOut();
    return switch (by(split)) {
      case "key" -> new Split.ByKey(split.columns() == null ? List.of() : split.columns(), share);
      case "random" -> new Split.AtRandom(share);
      default -> new Split.ByTime(String.valueOf(split.column()), share);
    };
  }

  static String by(Monitor.Split split) {
    return split.by() == null ? "time" : split.by();
  }

  static @Nullable ClassWeights classWeights(Monitor.Training training) {
    Monitor.ClassWeights weights = training.classWeights();
    if (weights == null) {
      return null;
    }
    if (weights.balanced()) {
      return new ClassWeights.Balanced();
    }
    Map<String, Double> classes = new TreeMap<>();
    weights
        .classes()
        .forEach(
            (name, weight) ->
                classes.put(
                    task(training) == Task.BINARY ? BINARY_CLASSES.getOrDefault(name, name) : name,
                    weight));
    return new ClassWeights.PerClass(classes);
  }

  /**
   * Fails if label, features or split do not fit the columns of a table; all misfits at once, and
   * without reading a row.
   */
  public static void requireFit(TrainingSpec spec, Dataset<Row> rows) {
    List<String> misfits = new ArrayList<>();
    check(rows, "label", spec.label(), misfits);
    spec.features().forEach(f -> check(rows, "features." + f.name(), f.expression(), misfits));
    List<String> columns = Arrays.asList(rows.columns());
    if (spec.split() instanceof Split.ByTime byTime && !columns.contains(byTime.column())) {
      misfits.add(missing("split.column", byTime.column(), columns));
    }
    if (spec.split() instanceof Split.ByKey byKey) {
      byKey.columns().stream()
          .filter(name -> !columns.contains(name))
          .forEach(name -> misfits.add(missing("split.columns", name, columns)));
    }
    if (!misfits.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`training` does not fit the table: " + String.join("; ", misfits),
          null,
          "its columns are "
              + String.join(", ", rows.columns())
              + "; mend `training` in the monitor file",
          null);
    }
  }

  private static String missing(String key, String name, List<String> columns) {
    return key + ": column `" + name + "` is not in the table" + Nearest.hint(name, columns);
  }

  /**
   * Fails if the features of a model do not fit the columns of a table; all misfits at once, and
   * without reading a row.
   */
  public static void requireFeatures(TrainingSpec spec, String modelId, Dataset<Row> rows) {
    List<String> misfits = new ArrayList<>();
    for (Feature feature : spec.features()) {
      int before = misfits.size();
      check(rows, "feature " + feature.name(), feature.expression(), misfits);
      if (misfits.size() == before && feature.kind() == Feature.Kind.NUMERIC) {
        DataType type =
            rows.select(functions.expr(feature.expression())).schema().fields()[0].dataType();
        if (!(type instanceof NumericType || type instanceof BooleanType)) {
          misfits.add(
              "feature %s: `%s` has type %s, but is a number in the model"
                  .formatted(feature.name(), feature.expression(), type.simpleString()));
        }
      }
    }
    if (!misfits.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "model `" + modelId + "` does not fit the table: " + String.join("; ", misfits),
          "it was trained on a table of another schema",
          "its columns are "
              + String.join(", ", rows.columns())
              + "; score a version that has what the model needs, or train a model on this one",
          null);
    }
  }

  private static void check(Dataset<Row> rows, String key, String sql, List<String> misfits) {
    try {
      rows.select(functions.expr(sql)).schema();
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      misfits.add(key + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(sql));
    }
  }
}
