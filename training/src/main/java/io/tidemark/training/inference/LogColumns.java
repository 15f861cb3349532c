package io.tidemark.training.inference;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.tidemark.training.Task;
import io.tidemark.training.estimation.ScoreBins;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** The columns of a log under names and types of our own. */
final class LogColumns {
  /** Local microseconds. */
  static final String TIME = "tidemark_time";

  static final String ERROR = "tidemark_error";

  /** Milliseconds; null where it is missing, negative or not finite. */
  static final String LATENCY = "tidemark_latency";

  static final String VERSION = "tidemark_version";

  /** A finite number, else null; of several classes 1 if there is one. */
  static final String PREDICTION = "tidemark_prediction";

  /** A number in [0, 1], else null; of several classes the probability of the predicted one. */
  static final String SCORE = "tidemark_score";

  static final String MISSING_SCORE = "tidemark_missing_score";
  static final String INVALID_SCORE = "tidemark_invalid_score";

  /**
   * A finite number; null where it has not arrived. Of several classes 1 if it is what was
   * predicted, else 0: then "is the prediction right" is a question like a binary one.
   */
  static final String LABEL = "tidemark_label";

  /** Several classes: the predicted one as text; else null. */
  static final String PREDICTED_CLASS = "tidemark_predicted_class";

  /** Several classes: the one that came true as text; else null. */
  static final String LABEL_CLASS = "tidemark_label_class";

  /**
   * Several classes: probabilities by class, all in [0, 1] and the predicted one among them; null
   * where that is not so.
   */
  static final String PROBABILITIES = "tidemark_probabilities";

  /** Log-loss of a row with a label; null where it is not defined. */
  static final String LOSS = "tidemark_loss";

  /** Brier score of a row with a label; null where it is not defined. */
  static final String BRIER = "tidemark_brier";

  private static final String PROBABILITIES_TYPE = "map<string,double>";

  private final InferenceSpec spec;
  private final StructType schema;

  LogColumns(InferenceSpec spec, StructType schema) {
    this.spec = spec;
    this.schema = schema;
  }

  /** What does not fit, each in a few words with the key first. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    check("time", spec.time(), LogColumns::time, "a date or a timestamp", problems);
    check("prediction", spec.prediction(), this::prediction, predictions(), problems);
    check("score", spec.score(), NumericType.class::isInstance, "a number", problems);
    check(
        "probabilities",
        spec.probabilities(),
        LogColumns::probabilities,
        "a map from text to numbers",
        problems);
    check("label", spec.label(), this::prediction, predictions(), problems);
    check("latency", spec.latency(), NumericType.class::isInstance, "a number", problems);
    check("status", spec.status(), LogColumns::plain, "a text, number or boolean", problems);
    check(
        "model_version",
        spec.modelVersion(),
        LogColumns::plain,
        "a text, number or boolean",
        problems);
    if (type(spec.time()).filter(DateType.class::isInstance).isPresent()
        && spec.every().toMillis() % Duration.ofDays(1).toMillis() != 0) {
      problems.add(
          "every: column `%s` holds dates, so it must be whole days, but is %s"
              .formatted(spec.time(), spec.every()));
    }
    return problems;
  }

  private void check(
      String key,
      @Nullable String name,
      Predicate<DataType> fits,
      String wanted,
      List<String> problems) {
    if (name == null) {
      return;
    }
    Optional<DataType> type = type(name);
    if (type.isEmpty()) {
      problems.add("%s: column `%s` is not in the table".formatted(key, name));
    } else if (!fits.test(type.get())) {
      problems.add(
          "%s: column `%s` is %s, but must be %s"
              .formatted(key, name, type.get().simpleString(), wanted));
    }
  }

  private Optional<DataType> type(String name) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(name))
        .map(StructField::dataType)
        .findFirst();
  }

  private static boolean time(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  private boolean prediction(DataType type) {
    return switch (spec.task()) {
      case BINARY -> type instanceof NumericType || type instanceof BooleanType;
      // As text 1.0 is not 1, so that fractions would never equal whole numbers.
      case MULTICLASS ->
          type instanceof StringType || type instanceof IntegralType || type instanceof BooleanType;
      case REGRESSION -> type instanceof NumericType;
    };
  }

  private String predictions() {
    return switch (spec.task()) {
      case BINARY -> "a number 0 or 1, or a boolean";
      case MULTICLASS -> "a text, whole number or boolean";
      case REGRESSION -> "a number";
    };
  }

  private static boolean probabilities(DataType type) {
    return type instanceof MapType map
        && map.keyType() instanceof StringType
        && map.valueType() instanceof NumericType;
  }

  private static boolean plain(DataType type) {
    return type instanceof StringType || type instanceof NumericType || type instanceof BooleanType;
  }

  /** The rows with our columns only; the log must have no {@link #problems}. */
  Dataset<Row> of(Dataset<Row> log, ZoneId zone) {
    Column score = score();
    Column missing = score.isNull();
    Column invalid = not(missing).and(isnan(score).or(score.lt(0)).or(score.gt(1)));
    boolean classes = spec.task() == Task.MULTICLASS;
    Column label = text(classes ? spec.label() : null);
    Column prediction = text(classes ? spec.prediction() : null);
    return log.select(
            localMicros(zone).as(TIME),
            error().as(ERROR),
            when(finite(number(spec.latency())).geq(0), number(spec.latency())).as(LATENCY),
            text(spec.modelVersion()).as(VERSION),
            (classes ? when(prediction.isNotNull(), 1.0) : finite(number(spec.prediction())))
                .as(PREDICTION),
            when(not(missing.or(invalid)), score).as(SCORE),
            missing.as(MISSING_SCORE),
            invalid.as(INVALID_SCORE),
            (classes ? right(label, prediction) : finite(number(spec.label()))).as(LABEL),
            label.as(LABEL_CLASS),
            prediction.as(PREDICTED_CLASS),
            validProbabilities().as(PROBABILITIES))
        .withColumn(LOSS, loss())
        .withColumn(BRIER, brier());
  }

  private static Column right(Column label, Column prediction) {
    return when(label.isNotNull(), coalesce(label.equalTo(prediction), lit(false)).cast("double"));
  }

  private Column score() {
    return spec.score() != null || spec.probabilities() == null
        ? number(spec.score())
        : try_element_at(probabilities(), text(spec.prediction()));
  }

  private Column probabilities() {
    return spec.probabilities() == null
        ? lit(null).cast(PROBABILITIES_TYPE)
        : named(spec.probabilities()).cast(PROBABILITIES_TYPE);
  }

  private Column validProbabilities() {
    if (spec.probabilities() == null) {
      return probabilities();
    }
    Column all = probabilities();
    Column within = forall(map_values(all), p -> coalesce(p.between(0, 1), lit(false)));
    Column predicted = try_element_at(all, text(spec.prediction())).isNotNull();
    return when(within.and(predicted), all);
  }

  private Column loss() {
    Column p = ScoreBins.clipped(col(SCORE));
    return switch (spec.task()) {
      case BINARY ->
          when(
              col(LABEL).isNotNull(),
              when(col(LABEL).equalTo(1), log(p)).otherwise(log(lit(1).minus(p))).multiply(-1));
      case MULTICLASS -> log(ScoreBins.clipped(ofLabel())).multiply(-1);
      case REGRESSION -> lit(null).cast("double");
    };
  }

  private Column brier() {
    Column error = col(SCORE).minus(col(LABEL));
    Column squares =
        aggregate(map_values(col(PROBABILITIES)), lit(0.0), (sum, p) -> sum.plus(p.multiply(p)));
    return switch (spec.task()) {
      case BINARY -> error.multiply(error);
      // Sum of p^2 but for the label, where it is (1 - p)^2.
      case MULTICLASS -> squares.minus(ofLabel().multiply(2)).plus(1);
      case REGRESSION -> lit(null).cast("double");
    };
  }

  /** Probability of the label; 0 of a class that the model does not know. */
  private static Column ofLabel() {
    Column label = col(LABEL_CLASS);
    return when(
        label.isNotNull().and(col(PROBABILITIES).isNotNull()),
        coalesce(try_element_at(col(PROBABILITIES), label), lit(0.0)));
  }

  private Column localMicros(ZoneId zone) {
    Column time = named(spec.time());
    DataType type = type(spec.time()).orElseThrow();
    if (type instanceof DateType) {
      return unix_date(time).cast("bigint").multiply(TimeUnit.DAYS.toMicros(1));
    }
    return unix_micros(from_utc_timestamp(time.cast("timestamp"), zone.getId()));
  }

  private Column error() {
    return spec.status() == null
        ? lit(false)
        : not(
            coalesce(
                lower(trim(named(spec.status()).cast("string"))).isin(spec.ok().toArray()),
                lit(false)));
  }

  private static Column number(@Nullable String name) {
    return name == null ? lit(null).cast("double") : named(name).cast("double");
  }

  private static Column text(@Nullable String name) {
    return name == null ? lit(null).cast("string") : named(name).cast("string");
  }

  private static Column finite(Column number) {
    return when(number.between(-Double.MAX_VALUE, Double.MAX_VALUE), number);
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
