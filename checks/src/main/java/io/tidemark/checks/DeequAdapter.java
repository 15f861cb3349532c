package io.tidemark.checks;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.CountDistinct;
import com.amazon.deequ.analyzers.Patterns$;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.runners.EmptyStateException;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.constraints.AnalysisBasedConstraint;
import com.amazon.deequ.constraints.Constraint$;
import com.amazon.deequ.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.List$;
import scala.util.Try;

/**
 * The one place that knows Deequ and Scala.
 *
 * <p>Deequ puts column names and filters into SQL text, quoted in some analyzers and bare in
 * others. It is therefore given a projection of the table with plain names ({@code c0}, {@code c1}
 * ...), in which filters and conditions are boolean columns; so any column name works with every
 * kind. Every probe is a Deequ check of its own, and its rows are counted in the same scan.
 */
final class DeequAdapter {

  /**
   * Measures all probes in one run of Deequ. What Deequ computes in one scan shares one Spark
   * aggregation; if that fails, all its probes come out {@link Measurement.Broken}.
   */
  List<Measurement> measure(Dataset<Row> rows, List<Probe> probes) {
    Projection projection = new Projection();
    List<Check> checks = new ArrayList<>();
    List<Analyzer<?, Metric<?>>> counts = new ArrayList<>();
    List<Analyzer<?, Metric<?>>> scopes = new ArrayList<>();
    for (Probe probe : probes) {
      checks.add(check(probe, projection));
      counts.add(count(probe.where(), projection));
      scopes.add(count(whole(probe), projection));
    }
    VerificationResult result =
        new VerificationSuite()
            .onData(rows.select(projection.columns()))
            .addChecks(seq(checks))
            .addRequiredAnalyzers(seq(counts))
            .addRequiredAnalyzers(seq(scopes))
            .run();
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      Try<?> rowCount = result.metrics().apply(counts.get(i)).value();
      Try<?> scope = result.metrics().apply(scopes.get(i)).value();
      Long counted = scope.isSuccess() ? Long.valueOf(((Number) scope.get()).longValue()) : null;
      measurements.add(measurement(probes.get(i), checks.get(i), result, rowCount, counted));
    }
    return measurements;
  }

  private static Measurement measurement(
      Probe probe,
      Check check,
      VerificationResult result,
      Try<?> rowCount,
      @Nullable Long counted) {
    if (rowCount.isFailure() && !isEmptyState(rowCount.failed().get())) {
      return new Measurement.Broken(rowCount.failed().get());
    }
    // Deequ has no state, hence no count, for a filter over no rows at all.
    long count = rowCount.isSuccess() ? ((Number) rowCount.get()).longValue() : 0;
    if (probe.measure() instanceof Probe.Measure.Count && count == 0) {
      return new Measurement.Measured(probe.reading().of(0), 0L);
    }
    if (count == 0) {
      return new Measurement.Empty(0);
    }
    var checked = result.checkResults().apply(check);
    Try<?> value = checked.constraintResults().head().metric().get().value();
    if (value.isFailure()) {
      Throwable failure = value.failed().get();
      return isEmptyState(failure) ? new Measurement.Empty(count) : new Measurement.Broken(failure);
    }
    return new Measurement.Measured(
        probe.reading().of(((Number) value.get()).doubleValue()), count, counted);
  }

  private static boolean isEmptyState(Throwable thrown) {
    return thrown instanceof EmptyStateException;
  }

  private static Check check(Probe probe, Projection projection) {
    var level =
        probe.constraint().severity() == Severity.WARN ? CheckLevel.Warning() : CheckLevel.Error();
    return new Check(level, probe.constraint().id(), seq(List.of(constraint(probe, projection))));
  }

  /**
   * The rows that a share is a share of. Deequ leaves those without any value out of unique ones.
   */
  private static @Nullable Column whole(Probe probe) {
    if (!(probe.measure() instanceof Probe.Measure.Unique unique)) {
      return probe.scope();
    }
    Column given =
        unique.values().stream()
            .map(Column::isNotNull)
            .reduce(Column::or)
            .orElseThrow(() -> new IllegalStateException("unique values of no column"));
    return probe.scope() == null ? given : probe.scope().and(given);
  }

  private static Analyzer<?, Metric<?>> count(@Nullable Column rows, Projection projection) {
    @SuppressWarnings("unchecked") // Scala's covariant result type, which Java cannot express
    Analyzer<?, Metric<?>> size =
        (Analyzer<?, Metric<?>>) (Analyzer<?, ?>) new Size(projection.filter(rows));
    return size;
  }

  private static com.amazon.deequ.constraints.Constraint constraint(
      Probe probe, Projection projection) {
    Constraint$ deequ = Constraint$.MODULE$;
    Option<String> scope = projection.filter(probe.scope());
    Option<String> noHint = Option.empty();
    Function1<Object, Object> holds = assertion(probe.reading());
    Probe.Measure measure = probe.measure();
    if (measure instanceof Probe.Measure.Count) {
      return deequ.sizeConstraint(holds, scope, noHint);
    }
    if (measure instanceof Probe.Measure.Present present) {
      String value = projection.name(present.value());
      return deequ.completenessConstraint(value, holds, scope, noHint, Option.empty());
    }
    if (measure instanceof Probe.Measure.Unique unique) {
      Seq<String> values = seq(unique.values().stream().map(projection::name).toList());
      return deequ.uniquenessConstraint(values, holds, scope, noHint, Option.empty());
    }
    if (measure instanceof Probe.Measure.Share share) {
      String condition = projection.name(share.condition());
      return deequ.complianceConstraint(
          probe.constraint().id(),
          condition,
          holds,
          scope,
          noHint,
          List$.MODULE$.empty(),
          Option.empty());
    }
    if (measure instanceof Probe.Measure.OfColumns number) {
      List<String> values = number.values().stream().map(projection::name).toList();
      return statistic(number.statistic(), values, holds, scope);
    }
    if (measure instanceof Probe.Measure.DistinctCount distinct) {
      Seq<String> values = seq(distinct.values().stream().map(projection::name).toList());
      return distinctCount(values, holds);
    }
    if (measure instanceof Probe.Measure.Percentile percentile) {
      String value = projection.name(percentile.value());
      return percentile.exact()
          ? deequ.exactQuantileConstraint(value, percentile.q(), holds, scope, noHint)
          : deequ.approxQuantileConstraint(value, percentile.q(), holds, scope, noHint);
    }
    throw new IllegalStateException("no Deequ constraint for " + measure);
  }

  /** Deequ has the analyzer, but no constraint of its own on it. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // its type parameters, which Java cannot express
  private static com.amazon.deequ.constraints.Constraint distinctCount(
      Seq<String> values, Function1<Object, Object> holds) {
    return new AnalysisBasedConstraint(
        new CountDistinct(values), holds, Option.empty(), Option.empty());
  }

  private static com.amazon.deequ.constraints.Constraint statistic(
      StatisticKind kind,
      List<String> names,
      Function1<Object, Object> holds,
      Option<String> scope) {
    Constraint$ deequ = Constraint$.MODULE$;
    Option<String> noHint = Option.empty();
    String name = names.get(0);
    return switch (kind) {
      case MEAN -> deequ.meanConstraint(name, holds, scope, noHint);
      case MINIMUM -> deequ.minConstraint(name, holds, scope, noHint, Option.empty());
      case MAXIMUM -> deequ.maxConstraint(name, holds, scope, noHint, Option.empty());
      case SUM -> deequ.sumConstraint(name, holds, scope, noHint);
      case STANDARD_DEVIATION -> deequ.standardDeviationConstraint(name, holds, scope, noHint);
      case VARIANCE -> deequ.varianceConstraint(name, holds, scope, noHint);
      case SKEWNESS -> deequ.skewnessConstraint(name, holds, scope, noHint);
      case KURTOSIS -> deequ.kurtosisConstraint(name, holds, scope, noHint);
      case VALUE_RANGE -> deequ.rangeConstraint(name, holds, scope, noHint);
      case INTERQUARTILE_RANGE -> deequ.interquartileRangeConstraint(name, holds, scope, noHint);
      case ZERO_COUNT -> deequ.zerosCountConstraint(name, holds, scope, noHint);
      case MIN_LENGTH -> deequ.minLengthConstraint(name, holds, scope, noHint, Option.empty());
      case MAX_LENGTH -> deequ.maxLengthConstraint(name, holds, scope, noHint, Option.empty());
      case APPROX_DISTINCT -> deequ.approxCountDistinctConstraint(name, holds, scope, noHint);
      case CORRELATION -> deequ.correlationConstraint(name, names.get(1), holds, scope, noHint);
      case DISTINCT_COUNT -> throw new IllegalStateException("measured as a count of its own");
      case DISTINCTNESS -> deequ.distinctnessConstraint(seq(names), holds, scope, noHint);
      case UNIQUE_VALUE_RATIO ->
          deequ.uniqueValueRatioConstraint(seq(names), holds, scope, noHint, Option.empty());
      case ENTROPY -> deequ.entropyConstraint(name, holds, scope, noHint);
      case MUTUAL_INFORMATION ->
          deequ.mutualInformationConstraint(name, names.get(1), holds, scope, noHint);
    };
  }

  /** The regular expression of a format, to be found anywhere in a text. */
  static String regex(TextFormat format) {
    Patterns$ patterns = Patterns$.MODULE$;
    return switch (format) {
      case EMAIL -> patterns.EMAIL().regex();
      case URL -> patterns.URL().regex();
      case CREDIT_CARD -> patterns.CREDITCARD().regex();
      case SOCIAL_SECURITY_NUMBER -> patterns.SOCIAL_SECURITY_NUMBER_US().regex();
      case INTEGER -> "^[+-]?[0-9]+$";
      case NUMBER -> "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";
      case BOOLEAN -> "^(?i:true|false)$";
    };
  }

  private static Function1<Object, Object> assertion(Judgement.Reading reading) {
    return value -> reading.of(((Number) value).doubleValue()).outcome() == Judgement.Outcome.HOLDS;
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toList();
  }

  /** Columns under plain names, each expression once. */
  private static final class Projection {
    private final Map<Column, String> names = new LinkedHashMap<>();

    String name(Column column) {
      return names.computeIfAbsent(column, c -> "c" + names.size());
    }

    Option<String> filter(@Nullable Column condition) {
      return condition == null ? Option.empty() : Option.apply(name(condition));
    }

    Column[] columns() {
      return names.entrySet().stream().map(e -> e.getKey().as(e.getValue())).toArray(Column[]::new);
    }
  }
}
