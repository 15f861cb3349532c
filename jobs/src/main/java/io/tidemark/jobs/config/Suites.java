package io.tidemark.jobs.config;

import io.tidemark.checks.Constraint;
import io.tidemark.checks.Suite;
import io.tidemark.checks.Terms;
import io.tidemark.checks.dqdl.Dqdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      check.forEach((kind, settings) -> given.add(ConstraintSettings.constraint(kind, settings)));
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
    implied.add(
        new Constraint.Uniqueness(
            key.columns(), ConstraintSettings.orOne(key.unique()), Terms.DEFAULT));
    return implied;
  }

  /** Rules that have no constraint of the same meaning are found when the monitor is loaded. */
  private static List<Constraint> ofRules(Monitor.@Nullable Rules rules) {
    return rules == null
        ? List.of()
        : Dqdl.read(rules.dqdl(), ConstraintSettings.severity(rules.severity())).constraints();
  }
}
