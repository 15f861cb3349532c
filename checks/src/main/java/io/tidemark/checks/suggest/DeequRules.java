package io.tidemark.checks.suggest;

import com.amazon.deequ.analyzers.DataTypeInstances$;
import com.amazon.deequ.metrics.Distribution;
import com.amazon.deequ.metrics.DistributionValue;
import com.amazon.deequ.profiles.ColumnProfile;
import com.amazon.deequ.profiles.NumericColumnProfile;
import com.amazon.deequ.profiles.StandardColumnProfile;
import com.amazon.deequ.profiles.StringColumnProfile;
import com.amazon.deequ.suggestions.ConstraintSuggestionWithValue;
import com.amazon.deequ.suggestions.rules.CategoricalRangeRule;
import com.amazon.deequ.suggestions.rules.CompleteIfCompleteRule;
import com.amazon.deequ.suggestions.rules.ConstraintRule;
import com.amazon.deequ.suggestions.rules.FractionalCategoricalRangeRule;
import com.amazon.deequ.suggestions.rules.HasMax;
import com.amazon.deequ.suggestions.rules.HasMaxLength;
import com.amazon.deequ.suggestions.rules.HasMean;
import com.amazon.deequ.suggestions.rules.HasMin;
import com.amazon.deequ.suggestions.rules.HasMinLength;
import com.amazon.deequ.suggestions.rules.HasStandardDeviation;
import com.amazon.deequ.suggestions.rules.NonNegativeNumbersRule;
import com.amazon.deequ.suggestions.rules.RetainCompletenessRule;
import com.amazon.deequ.suggestions.rules.RetainTypeRule;
import com.amazon.deequ.suggestions.rules.UniqueIfApproximatelyUniqueRule;
import com.amazon.deequ.suggestions.rules.interval.ConfidenceIntervalStrategy;
import com.amazon.deequ.suggestions.rules.interval.WilsonScoreIntervalStrategy;
import io.tidemark.checks.TextFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scala.Enumeration;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

/**
 * Asks Deequ's rules of constraint suggestion about one column. The one place that knows them and
 * Deequ's column profile, which is made here from facts and not by Deequ's profiler.
 *
 * <p>Nulls are no values: shares of categories are shares of the values.
 */
final class DeequRules {
  /** As in Deequ's profiler. */
  private static final int MOST_TEXTS = 120;

  /** Numbers with more values are quantities rather than codes. */
  private static final int MOST_NUMBERS = 32;

  private static final DataTypeInstances$ TYPES = DataTypeInstances$.MODULE$;

  /** Deequ's default, Wald's, is too narrow for few rows and for shares near 1. */
  private final ConfidenceIntervalStrategy interval = new WilsonScoreIntervalStrategy();

  /** The rules that take part, by Deequ's names without the word rule. */
  enum Rule {
    COMPLETE_IF_COMPLETE,
    RETAIN_COMPLETENESS,
    RETAIN_TYPE,
    CATEGORICAL_RANGE,
    FRACTIONAL_CATEGORICAL_RANGE,
    NON_NEGATIVE_NUMBERS,
    UNIQUE_IF_APPROXIMATELY_UNIQUE,
    HAS_MIN,
    HAS_MAX,
    HAS_MEAN,
    HAS_STANDARD_DEVIATION,
    HAS_MIN_LENGTH,
    HAS_MAX_LENGTH
  }

  /**
   * A list of values that most values of a column are of.
   *
   * @param values the list, most frequent first
   * @param share lower confidence limit of the share that is in it
   */
  record MostValues(List<String> values, double share) {
    MostValues {
      values = List.copyOf(values);
    }
  }

  /** The rules that apply to a column. */
  Set<Rule> applying(ColumnFacts facts) {
    ColumnProfile profile = profile(facts);
    Set<Rule> applying = EnumSet.noneOf(Rule.class);
    for (Rule rule : Rule.values()) {
      if (rule(rule).shouldBeApplied(profile, facts.rows())) {
        applying.add(rule);
      }
    }
    return applying;
  }

  private ConstraintRule<ColumnProfile> rule(Rule rule) {
    return switch (rule) {
      case COMPLETE_IF_COMPLETE -> new CompleteIfCompleteRule();
      case RETAIN_COMPLETENESS ->
          new RetainCompletenessRule(
              RetainCompletenessRule.apply$default$1(),
              RetainCompletenessRule.apply$default$2(),
              interval);
      case RETAIN_TYPE -> new RetainTypeRule();
      case CATEGORICAL_RANGE -> new CategoricalRangeRule(CategoricalRangeRule.apply$default$1());
      case FRACTIONAL_CATEGORICAL_RANGE -> fractional();
      case NON_NEGATIVE_NUMBERS -> new NonNegativeNumbersRule();
      case UNIQUE_IF_APPROXIMATELY_UNIQUE -> new UniqueIfApproximatelyUniqueRule();
      case HAS_MIN -> new HasMin();
      case HAS_MAX -> new HasMax();
      case HAS_MEAN -> new HasMean();
      case HAS_STANDARD_DEVIATION -> new HasStandardDeviation();
      case HAS_MIN_LENGTH -> new HasMinLength();
      case HAS_MAX_LENGTH -> new HasMaxLength();
    };
  }

  private FractionalCategoricalRangeRule fractional() {
    return new FractionalCategoricalRangeRule(
        FractionalCategoricalRangeRule.apply$default$1(),
        FractionalCategoricalRangeRule.apply$default$2(),
        interval);
  }

  /** What the rule of the fractional categorical range proposes; it must apply. */
  MostValues mostValues(ColumnFacts facts) {
    Object proposed =
        ((ConstraintSuggestionWithValue<?>) fractional().candidate(profile(facts), facts.present()))
            .value();
    List<String> values = new ArrayList<>();
    long rows = 0;
    for (Object value : JavaConverters.asJavaIterableConverter((Seq<?>) proposed).asJava()) {
      String text = (String) value;
      values.add(text);
      rows += facts.values().getOrDefault(text, 0L);
    }
    return new MostValues(values, lowerLimit((double) rows / facts.present(), facts.present()));
  }

  /**
   * Lower confidence limit of a share as Deequ's rules take it: Wilson's, rounded to hundredths.
   */
  double lowerLimit(double share, long rows) {
    return interval
        .calculateTargetConfidenceInterval(
            share, rows, ConfidenceIntervalStrategy.defaultConfidence())
        .lowerBound();
  }

  private static ColumnProfile profile(ColumnFacts facts) {
    double completeness = facts.rows() == 0 ? 0 : (double) facts.present() / facts.rows();
    Long known = facts.distinct();
    long distinct = known == null ? 0 : known;
    ColumnFacts.Numbers numbers = facts.numbers();
    ColumnFacts.Lengths lengths = facts.lengths();
    if (numbers != null) {
      return new NumericColumnProfile(
          facts.name(),
          completeness,
          distinct,
          type(facts),
          false,
          Map$.MODULE$.empty(),
          histogram(facts),
          Option.empty(),
          Option.empty(),
          some(numbers.mean()),
          some(numbers.max()),
          some(numbers.min()),
          Option.empty(),
          Option.empty(),
          Option.empty(),
          some(numbers.standardDeviation()),
          Option.empty(),
          Option.empty(),
          Option.empty(),
          Option.empty());
    }
    if (lengths != null) {
      return new StringColumnProfile(
          facts.name(),
          completeness,
          distinct,
          type(facts),
          TextTypes.of(facts).isPresent(),
          Map$.MODULE$.empty(),
          histogram(facts),
          some((double) lengths.min()),
          some((double) lengths.max()));
    }
    return new StandardColumnProfile(
        facts.name(),
        completeness,
        distinct,
        type(facts),
        false,
        Map$.MODULE$.empty(),
        histogram(facts));
  }

  private static Enumeration.Value type(ColumnFacts facts) {
    return switch (facts.type()) {
      case INTEGRAL -> TYPES.Integral();
      case FRACTIONAL -> TYPES.Fractional();
      case BOOLEAN -> TYPES.Boolean();
      case OTHER -> TYPES.Unknown();
      case TEXT -> {
        Optional<TextFormat> format = TextTypes.of(facts);
        yield format.isEmpty()
            ? TYPES.String()
            : switch (format.get()) {
              case INTEGER -> TYPES.Integral();
              case NUMBER -> TYPES.Fractional();
              case BOOLEAN -> TYPES.Boolean();
              default -> TYPES.String();
            };
      }
    };
  }

  private static Option<Distribution> histogram(ColumnFacts facts) {
    int most = facts.type() == ColumnFacts.Type.TEXT ? MOST_TEXTS : MOST_NUMBERS;
    Map<String, Long> values = facts.values();
    if (!facts.allValues() || values.isEmpty() || values.size() > most) {
      return Option.empty();
    }
    List<Tuple2<String, DistributionValue>> bins = new ArrayList<>();
    values.forEach(
        (value, count) ->
            bins.add(
                new Tuple2<>(
                    value, new DistributionValue(count, (double) count / facts.present()))));
    return Option.apply(
        new Distribution(
            Map$.MODULE$
                .<String, DistributionValue>empty()
                .$plus$plus(JavaConverters.asScalaBufferConverter(bins).asScala()),
            values.size(),
            0));
  }

  private static Option<Object> some(double number) {
    return Option.apply((@Nullable Object) number);
  }
}
