package io.tidemark.checks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measured number that is not unlike those of earlier versions.
 *
 * @param of the constraint whose number it is; its own bound has no say
 * @param rules what counts as unlike
 */
public record Anomaly(Constraint of, Rules rules, Terms terms) implements Constraint {

  /**
   * What counts as unlike earlier values; of those that are given, each must hold.
   *
   * @param absoluteChange greatest difference from the value before; null for none
   * @param relativeChange greatest difference from the value before, as a share of it; null for
   *     none
   * @param robustZ greatest distance from the median of the earlier values, in robust standard
   *     deviations; null for none
   * @param over how many earlier values are looked at, at most
   * @param sameWeekday true to look only at versions committed on the same day of the week (UTC)
   * @param minHistory how many earlier values there must be before it speaks
   */
  public record Rules(
      @Nullable Double absoluteChange,
      @Nullable Double relativeChange,
      @Nullable Double robustZ,
      int over,
      boolean sameWeekday,
      int minHistory) {

    public Rules {
      if (absoluteChange == null && relativeChange == null && robustZ == null) {
        throw new IllegalArgumentException(
            "an anomaly check has no rule; give absolute_change, relative_change or robust_z");
      }
      if (minHistory < 1 || over < minHistory) {
        throw new IllegalArgumentException(
            "an anomaly check over %d earlier values with a minimum of %d; give a minimum of 1 or more, and look at no fewer"
                .formatted(over, minHistory));
      }
    }
  }

  public Anomaly {
    if (of instanceof Anomaly) {
      throw new IllegalArgumentException("an anomaly check of an anomaly check; name a number");
    }
  }

  @Override
  public String kind() {
    return "anomaly";
  }

  @Override
  public List<String> columns() {
    return of.columns();
  }

  @Override
  public List<String> distinction() {
    return List.of(of.metric());
  }

  @Override
  public @Nullable String where() {
    return of.where();
  }

  /** The number's own name: its history is the same with and without this check. */
  @Override
  public String metric() {
    return of.metric();
  }

  @Override
  public String expected() {
    List<String> parts = new ArrayList<>();
    add(parts, "change of at most ", rules.absoluteChange());
    add(parts, "relative change of at most ", rules.relativeChange());
    add(parts, "robust z of at most ", rules.robustZ());
    return String.join(" and ", parts) + (rules.sameWeekday() ? " among its weekday" : "");
  }

  private static void add(List<String> parts, String rule, @Nullable Double bound) {
    if (bound != null) {
      parts.add(rule + Bounds.number(bound));
    }
  }

  @Override
  public Cost cost() {
    return of.cost();
  }
}
