package io.tidemark.jobs.config;

import io.tidemark.checks.Anomaly;
import io.tidemark.checks.ColumnsCount;
import io.tidemark.checks.Comparison;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.DatasetMatch;
import io.tidemark.checks.Duplicates;
import io.tidemark.checks.ForeignKey;
import io.tidemark.checks.Format;
import io.tidemark.checks.Freshness;
import io.tidemark.checks.OtherTable;
import io.tidemark.checks.RowCountMatch;
import io.tidemark.checks.SchemaMatch;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Sign;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import io.tidemark.checks.Terms;
import io.tidemark.checks.TextFormat;
import io.tidemark.checks.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From one entry of {@code checks} to a constraint. */
final class ConstraintSettings {
  private static final int VERSIONS_BEFORE = 5;
  private static final int VALUES_BEFORE = 30;
  private static final int LEAST_FOR_Z = 10;

  private ConstraintSettings() {}

  /**
   * The constraint.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  static Constraint constraint(String kind, Monitor.CheckSettings s) {
    Terms terms =
        new Terms(
            s.id(),
            severity(s.severity()),
            s.where(),
            s.tolerance() == null ? 0 : s.tolerance(),
            s.description());
    return switch (kind) {
      case "size" -> new Constraint.Size(whole(s.min()), whole(s.max()), terms);
      case "columns_count" -> new ColumnsCount(whole(s.min()), whole(s.max()), terms);
      case "volume" ->
          new Volume(
              s.versions() == null ? VERSIONS_BEFORE : s.versions(), s.min(), s.max(), terms);
      case "freshness" -> new Freshness(s.column(), given(s.maxAge()), terms);
      case "uniqueness" -> new Constraint.Uniqueness(given(s.columns()), orOne(s.min()), terms);
      case "duplicates" -> new Duplicates(given(s.columns()), s.max() == null ? 0 : s.max(), terms);
      case "satisfies" ->
          new Constraint.Satisfies(given(s.sql()), given(s.sql()), orOne(s.share()), terms);
      case "foreign_key" ->
          new ForeignKey(
              given(s.columns()),
              other(s),
              s.otherColumns() == null ? given(s.columns()) : s.otherColumns(),
              orOne(s.share()),
              terms);
      case "row_count_match" -> {
        boolean equal = s.min() == null && s.max() == null;
        yield new RowCountMatch(
            other(s),
            equal ? 1 : s.min() == null ? 0 : s.min(),
            equal ? 1 : s.max() == null ? Double.POSITIVE_INFINITY : s.max(),
            terms);
      }
      case "schema_match" -> new SchemaMatch(other(s), terms);
      case "dataset_match" -> new DatasetMatch(other(s), s.columns(), orOne(s.share()), terms);
      case "anomaly" -> anomaly(s, terms);
      default -> ofColumn(kind, s, terms);
    };
  }

  private static Constraint ofColumn(String kind, Monitor.CheckSettings s, Terms terms) {
    return switch (kind) {
      case "completeness" -> new Constraint.Completeness(given(s.column()), orOne(s.min()), terms);
      case "range" ->
          new Constraint.Range(given(s.column()), s.min(), s.max(), orOne(s.share()), terms);
      case "allowed_values" ->
          new Constraint.AllowedValues(
              given(s.column()), given(s.values()), orOne(s.share()), terms);
      case "pattern" ->
          new Constraint.Pattern(given(s.column()), given(s.regex()), orOne(s.share()), terms);
      case "format" ->
          new Format(
              given(s.column()), named(TextFormat.class, given(s.is())), orOne(s.share()), terms);
      case "non_negative", "positive" ->
          new Sign(given(s.column()), kind.equals("non_negative"), orOne(s.share()), terms);
      case "compare" ->
          new Comparison(
              given(s.column()),
              named(Comparison.Operator.class, given(s.is())),
              given(s.other()),
              orOne(s.share()),
              terms);
      case "quantile", "approx_quantile" ->
          new Constraint.Quantile(
              given(s.column()), given(s.q()), s.min(), s.max(), kind.equals("quantile"), terms);
      default ->
          new Statistic(
              named(StatisticKind.class, kind),
              s.columns() == null ? List.of(given(s.column())) : s.columns(),
              s.min(),
              s.max(),
              terms);
    };
  }

  private static Constraint anomaly(Monitor.CheckSettings s, Terms terms) {
    Map.Entry<String, Monitor.CheckSettings> of = given(s.of()).entrySet().iterator().next();
    int least = s.minHistory() != null ? s.minHistory() : s.robustZ() == null ? 1 : LEAST_FOR_Z;
    int over = s.over() == null ? Math.max(VALUES_BEFORE, least) : s.over();
    return new Anomaly(
        constraint(of.getKey(), of.getValue().unbounded()),
        new Anomaly.Rules(
            s.absoluteChange(),
            s.relativeChange(),
            s.robustZ(),
            over,
            Boolean.TRUE.equals(s.sameWeekday()),
            least),
        terms);
  }

  private static OtherTable other(Monitor.CheckSettings s) {
    return new OtherTable(s.table(), s.version(), s.otherWhere());
  }

  /** A constant by its name in a monitor file; the schema allows no other names. */
  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  static Severity severity(@Nullable String name) {
    return "warn".equals(name) ? Severity.WARN : Severity.ERROR;
  }

  /** The schema requires these; binding cannot tell the compiler. */
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  static double orOne(@Nullable Double share) {
    return share == null ? 1.0 : share;
  }

  private static @Nullable Long whole(@Nullable Double bound) {
    return bound == null ? null : bound.longValue();
  }
}
