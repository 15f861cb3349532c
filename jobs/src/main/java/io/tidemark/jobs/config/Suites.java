package io.tidemark.jobs.config;

import io.tidemark.checks.Comparison;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Format;
import io.tidemark.checks.Severity;
import io.tidemark.checks.Sign;
import io.tidemark.checks.Statistic;
import io.tidemark.checks.StatisticKind;
import io.tidemark.checks.Suite;
import io.tidemark.checks.Terms;
import io.tidemark.checks.TextFormat;
import io.tidemark.checks.dqdl.Dqdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the monitor's {@code key}, {@code checks} and {@code rules} to a suite. */
public final class Suites {
  private Suites() {}

  /**
   * The suite of a monitor. A monitor without any check still gets one: the table is not empty.
   *
   * @throws IllegalArgumentException if constraints contradict each other, for example by the same
   *     id twice
   */
  public static Suite of(Monitor monitor) {
    List<Constraint> given = new ArrayList<>();
    for (Map<String, Monitor.CheckSettings> check : monitor.checks()) {
      check.forEach((kind, settings) -> given.add(constraint(kind, settings)));
    }
    given.addAll(ofRules(monitor.rules()));
    List<Constraint> constraints = new ArrayList<>();
    ofKey(monitor.key()).stream()
        .filter(implied -> given.stream().noneMatch(c -> c.id().equals(implied.id())))
        .forEach(constraints::add);
    constraints.addAll(given);
    if (constraints.isEmpty()) {
      constraints.add(new Constraint.Size(1L, null, Terms.DEFAULT));
    }
    return new Suite(constraints);
  }

  /** What a key implies; a check that the monitor spells out takes the place of the implied one. */
  private static List<Constraint> ofKey(Monitor.@Nullable Key key) {
    if (key == null) {
      return List.of();
    }
    List<Constraint> implied = new ArrayList<>();
    key.columns()
        .forEach(column -> implied.add(new Constraint.Completeness(column, 1.0, Terms.DEFAULT)));
    implied.add(new Constraint.Uniqueness(key.columns(), orOne(key.unique()), Terms.DEFAULT));
    return implied;
  }

  /** Rules that have no constraint of the same meaning are found when the monitor is loaded. */
  private static List<Constraint> ofRules(Monitor.@Nullable Rules rules) {
    return rules == null
        ? List.of()
        : Dqdl.read(rules.dqdl(), severity(rules.severity())).constraints();
  }

  private static Constraint constraint(String kind, Monitor.CheckSettings s) {
    Terms terms = new Terms(s.id(), severity(s.severity()), s.where());
    return switch (kind) {
      case "size" -> new Constraint.Size(whole(s.min()), whole(s.max()), terms);
      case "completeness" -> new Constraint.Completeness(given(s.column()), orOne(s.min()), terms);
      case "uniqueness" -> new Constraint.Uniqueness(given(s.columns()), orOne(s.min()), terms);
      case "range" ->
          new Constraint.Range(given(s.column()), s.min(), s.max(), orOne(s.share()), terms);
      case "allowed_values" ->
          new Constraint.AllowedValues(
              given(s.column()), given(s.values()), orOne(s.share()), terms);
      case "pattern" ->
          new Constraint.Pattern(given(s.column()), given(s.regex()), orOne(s.share()), terms);
      case "satisfies" ->
          new Constraint.Satisfies(given(s.sql()), given(s.sql()), orOne(s.share()), terms);
      case "format" ->
          new Format(
              given(s.column()), named(TextFormat.class, given(s.is())), orOne(s.share()), terms);
      case "non_negative" -> new Sign(given(s.column()), true, orOne(s.share()), terms);
      case "positive" -> new Sign(given(s.column()), false, orOne(s.share()), terms);
      case "compare" ->
          new Comparison(
              given(s.column()),
              named(Comparison.Operator.class, given(s.is())),
              given(s.other()),
              orOne(s.share()),
              terms);
      case "quantile" ->
          new Constraint.Quantile(given(s.column()), given(s.q()), s.min(), s.max(), terms);
      default ->
          new Statistic(
              named(StatisticKind.class, kind),
              s.columns() == null ? List.of(given(s.column())) : s.columns(),
              s.min(),
              s.max(),
              terms);
    };
  }

  /** A constant by its name in a monitor file; the schema allows no other names. */
  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  private static Severity severity(@Nullable String name) {
    return "warn".equals(name) ? Severity.WARN : Severity.ERROR;
  }

  /** The schema requires these; binding cannot tell the compiler. */
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static double orOne(@Nullable Double share) {
    return share == null ? 1.0 : share;
  }

  private static @Nullable Long whole(@Nullable Double bound) {
    return bound == null ? null : bound.longValue();
  }
}
