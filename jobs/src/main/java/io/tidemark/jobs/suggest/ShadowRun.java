package io.tidemark.jobs.suggest;

import io.tidemark.checks.CheckResult;
import io.tidemark.checks.CheckStatus;
import io.tidemark.checks.Constraint;
import io.tidemark.checks.Suite;
import io.tidemark.checks.SuiteEvaluator;
import io.tidemark.checks.suggest.BoundsOfVersions;
import io.tidemark.checks.suggest.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Tries suggestions: on the version that they are for, where those that do not hold are dropped,
 * and on versions before, one evaluation of the suite each.
 */
public final class ShadowRun {
  private static final List<Double> FEW_ROWS_BEYOND = List.of(0.9999, 0.999, 0.99);

  private final SuiteEvaluator evaluator = new SuiteEvaluator();
  private final List<Suggestion> suggestions;
  private final Map<String, CheckResult> own;
  private final Map<Long, Map<String, CheckResult>> earlier = new LinkedHashMap<>();

  /** Evaluates suggestions on the version that they are for. */
  public ShadowRun(List<Suggestion> suggestions, Dataset<Row> rows) {
    own = evaluate(suggestions, rows);
    this.suggestions = suggestions.stream().filter(this::holds).toList();
  }

  private boolean holds(Suggestion suggestion) {
    CheckResult result = of(own, suggestion.constraint());
    return suggestion.spread() == null
        ? result.status() == CheckStatus.PASS
        : measured(result) != null;
  }

  /** Results of the suggestions that do not hold on the version itself. */
  public List<CheckResult> dropped() {
    List<String> kept = suggestions.stream().map(s -> s.constraint().id()).toList();
    return own.values().stream().filter(r -> !kept.contains(r.constraintId())).toList();
  }

  /** Number of the suggestions that hold on the version itself. */
  public int kept() {
    return suggestions.size();
  }

  /** Evaluates the suggestions on a version before; give the newest first. */
  public void on(long version, Dataset<Row> rows) {
    earlier.put(version, evaluate(suggestions, rows));
  }

  private Map<String, CheckResult> evaluate(List<Suggestion> tried, Dataset<Row> rows) {
    Suite suite = new Suite(tried.stream().map(Suggestion::constraint).toList());
    Map<String, CheckResult> results = new LinkedHashMap<>();
    evaluator.evaluate(suite, rows).results().forEach(r -> results.put(r.constraintId(), r));
    return results;
  }

  /** The suggestions with their bounds set, and what would have become of them. */
  public List<Tried> tried() {
    return suggestions.stream().map(this::tried).toList();
  }

  private Tried tried(Suggestion suggestion) {
    if (suggestion.spread() != null) {
      Suggestion settled = withBounds(suggestion);
      return tried(settled, value(v -> BoundsOfVersions.hold(settled.constraint(), v)));
    }
    Tried tried = tried(suggestion, result -> result.status() == CheckStatus.PASS);
    return tried.inForce() || !(suggestion.constraint() instanceof Constraint.Range range)
        ? tried
        : withFewRowsBeyond(suggestion, range).orElse(tried);
  }

  /** A range that many versions leave by a few rows, with the greatest share that most have. */
  private Optional<Tried> withFewRowsBeyond(Suggestion suggestion, Constraint.Range range) {
    return FEW_ROWS_BEYOND.stream()
        .filter(share -> share < range.minShare())
        .map(
            share ->
                tried(
                    new Suggestion(
                        new Constraint.Range(
                            range.column(), range.min(), range.max(), share, range.terms()),
                        suggestion.reason() + "; other versions have a few rows beyond",
                        null),
                    value(v -> v >= share)))
        .filter(Tried::inForce)
        .findFirst();
  }

  private static Predicate<CheckResult> value(DoublePredicate holds) {
    return result -> {
      Double value = measured(result);
      return value != null && holds.test(value);
    };
  }

  private Tried tried(Suggestion settled, Predicate<CheckResult> holds) {
    List<Long> held = new ArrayList<>();
    Map<Long, Double> failed = new LinkedHashMap<>();
    List<Long> unmeasured = new ArrayList<>();
    earlier.forEach(
        (version, results) -> {
          CheckResult result = of(results, settled.constraint());
          Double value = measured(result);
          if (value == null) {
            unmeasured.add(version);
          } else if (holds.test(result)) {
            held.add(version);
          } else {
            failed.put(version, value);
          }
        });
    return new Tried(settled.constraint(), settled.reason(), held, failed, unmeasured);
  }

  private Suggestion withBounds(Suggestion suggestion) {
    Double value = measured(of(own, suggestion.constraint()));
    List<Double> before = new ArrayList<>();
    for (Map<String, CheckResult> results : earlier.values()) {
      Double measured = measured(of(results, suggestion.constraint()));
      if (measured != null && Double.isFinite(measured)) {
        before.add(measured);
      }
    }
    return BoundsOfVersions.set(
        suggestion, Objects.requireNonNull(value, "it was measured, or dropped"), before);
  }

  private static CheckResult of(Map<String, CheckResult> results, Constraint constraint) {
    return Objects.requireNonNull(results.get(constraint.id()), "every constraint has a result");
  }

  private static @Nullable Double measured(CheckResult result) {
    return result.status() == CheckStatus.ERROR ? null : result.actual();
  }
}
