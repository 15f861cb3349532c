package io.tidemark.reports.html;

import io.tidemark.drift.multivariate.MultivariateDrift;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Drift of the columns together.
 *
 * @param drift the result
 * @param badge its verdict
 * @param tests one per method
 */
public record TogetherView(MultivariateDrift drift, Badge badge, List<Test> tests) {

  private static final int MOST_BARS = 8;

  public TogetherView {
    tests = List.copyOf(tests);
  }

  /**
   * One method.
   *
   * @param test its result
   * @param badge its verdict
   * @param bars the columns that tell the sides apart, largest first
   */
  public record Test(MultivariateDrift.Test test, Badge badge, List<Bar> bars) {
    public Test {
      bars = List.copyOf(bars);
    }
  }

  /**
   * One column's share of an effect.
   *
   * @param column the column
   * @param share its share
   * @param length length of its bar, of 100
   */
  public record Bar(String column, String share, int length) {}

  static TogetherView of(MultivariateDrift drift) {
    return new TogetherView(
        drift,
        Badge.of(drift.verdict()),
        drift.tests().stream()
            .map(test -> new Test(test, Badge.of(test.verdict()), bars(test)))
            .toList());
  }

  private static List<Bar> bars(MultivariateDrift.Test test) {
    return test.contributions().stream()
        .limit(MOST_BARS)
        .map(
            c ->
                new Bar(
                    Format.name(c.column()),
                    Format.share(c.share()),
                    Double.isFinite(c.share()) ? (int) Math.round(100 * c.share()) : 0))
        .toList();
  }

  /** The columns that went in. */
  public String columns() {
    return Format.text(
        drift.columns().stream().map(Format::name).collect(Collectors.joining(", ")));
  }
}
