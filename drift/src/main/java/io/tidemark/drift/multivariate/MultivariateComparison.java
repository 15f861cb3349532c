package io.tidemark.drift.multivariate;

import io.tidemark.drift.multivariate.MultivariateDrift.Contribution;
import io.tidemark.drift.stats.BenjaminiHochberg;
import io.tidemark.drift.stats.Threshold;
import io.tidemark.drift.stats.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares all columns together, on a sample of both sides: finds what no column shows by itself,
 * such as a correlation that turned round.
 *
 * <p>Numeric, boolean and string columns are used, at most 500, the first ones; others are left
 * out, and so are columns that are constant in the reference. Nulls of numeric columns count as
 * their mean: a change of their share is for the comparison by column to find. See {@link Encoding}
 * for how columns become features, {@link ReconstructionTest} and {@link DomainClassifier} for the
 * two methods.
 *
 * <p>The sample of either side is cut into halves: models are fitted on one and tested on the
 * other, so that the tests hold whatever the models have learned. Both depend on the values of the
 * rows and the seed only, not on how the rows are ordered or partitioned. The p-values of both
 * tests are adjusted by Benjamini-Hochberg, and the verdicts follow the rule of {@link
 * io.tidemark.drift.stats.VerdictRule}.
 *
 * <p>The tests take the rows of both sides as drawn independently. Where the current data holds
 * rows of the reference, chance makes less of a difference than they reckon with.
 *
 * <p>The number of Spark jobs does not depend on the number of columns. The driver receives
 * matrices over the features, and no rows.
 */
public final class MultivariateComparison {
  /** Rows a side must have at least; below, neither test shows anything. */
  private static final int FEWEST_ROWS = 50;

  /** Rows each half must have at least. */
  private static final int FEWEST_IN_HALF = 10;

  private static final int FEWEST_COLUMNS = 2;

  private final MultivariateOptions options;

  /** A comparison with these options. */
  public MultivariateComparison(MultivariateOptions options) {
    this.options = options;
  }

  /**
   * Compares. Reads both sides twice: to count the rows, and to draw the sample.
   *
   * @param reference rows of the reference
   * @param current rows of the current version
   * @param columns names of top-level columns; those that cannot be used by their type are left out
   * @return {@link Verdict#ERROR} with a problem if a column is missing on a side or differs in
   *     type, {@link Verdict#INSUFFICIENT_DATA} with a problem if there are too few rows or columns
   */
  public MultivariateDrift compare(
      Dataset<Row> reference, Dataset<Row> current, List<String> columns) {
    ColumnSelection selection = ColumnSelection.of(reference.schema(), current.schema(), columns);
    if (!selection.problems().isEmpty()) {
      return failed(
          selection.names(), 0, 0, Verdict.ERROR, String.join("; ", selection.problems()));
    }
    if (selection.columns().size() < FEWEST_COLUMNS) {
      return failed(
          selection.names(),
          0,
          0,
          Verdict.INSUFFICIENT_DATA,
          "columns can only be looked at together if there are at least two numeric, boolean or string ones, but of %s there are %s"
              .formatted(columns, selection.names()));
    }
    try (RowSample sample = RowSample.draw(reference, current, selection, options)) {
      return compare(reference.sparkSession(), sample, selection);
    }
  }

  private MultivariateDrift compare(
      SparkSession spark, RowSample sample, ColumnSelection selection) {
    RowSample.Parts parts = sample.parts();
    Optional<String> problem = problem(parts);
    if (problem.isPresent()) {
      return insufficient(selection.names(), parts, problem.get());
    }
    Encoding encoding = encoding(sample, selection.columns());
    if (encoding.columns().size() < FEWEST_COLUMNS) {
      return insufficient(
          selection.names(),
          parts,
          "columns can only be looked at together if at least two of them vary in the reference, but of %s these do: %s"
              .formatted(selection.names(), encoding.columns()));
    }
    Moments moments = Moments.of(sample, encoding);
    Components components = Components.of(moments.covariance(false));
    Reconstruction reconstruction = new Reconstruction(components, options.varianceShare());
    Finding rebuilt =
        ReconstructionTest.run(sample.rows(), encoding, reconstruction, options.alpha());
    Contrasts contrasts = Contrasts.fit(moments, components, reconstruction);
    Finding told =
        new DomainClassifier(spark, sample, encoding, contrasts)
            .run(parts, rebuilt.shares(), options);
    return decided(encoding.columns(), parts, List.of(rebuilt, told));
  }

  private static Encoding encoding(RowSample sample, List<ColumnSelection.Selected> selected) {
    return sample
        .rows(false, true)
        // Sorting the values of a column takes them all in one place: the sample is bounded.
        .coalesce(1)
        .mapPartitions(
            rows -> {
              List<SampledRow> all = new ArrayList<>();
              rows.forEachRemaining(all::add);
              return List.of(Encoding.fit(all, selected)).iterator();
            })
        .collect()
        .get(0);
  }

  private static Optional<String> problem(RowSample.Parts parts) {
    Optional<String> reference =
        problem(
            "the reference",
            parts.reference(),
            parts.referenceFilled(),
            Math.min(parts.referenceFitting(), parts.referenceHeld()));
    return reference.isPresent()
        ? reference
        : problem(
            "the current data",
            parts.current(),
            parts.currentFilled(),
            Math.min(parts.currentFitting(), parts.currentHeld()));
  }

  private static Optional<String> problem(String side, long rows, long filled, long half) {
    if (rows == 0) {
      return Optional.of("%s has no rows; check that it was loaded".formatted(side));
    }
    if (filled == 0) {
      return Optional.of(
          "%s has no value in any of the columns; check that it was loaded".formatted(side));
    }
    if (rows < FEWEST_ROWS || half < FEWEST_IN_HALF) {
      return Optional.of(
          "%s has %d rows, and columns can only be looked at together on at least %d; compare more rows"
              .formatted(side, rows, FEWEST_ROWS));
    }
    return Optional.empty();
  }

  private MultivariateDrift decided(
      List<String> columns, RowSample.Parts parts, List<Finding> findings) {
    double[] adjusted =
        BenjaminiHochberg.adjust(findings.stream().mapToDouble(Finding::pValue).toArray());
    List<MultivariateDrift.Test> tests = new ArrayList<>();
    Verdict worst = Verdict.PASS;
    for (int i = 0; i < adjusted.length; i++) {
      Finding finding = findings.get(i);
      Threshold threshold =
          switch (finding.method()) {
            case PCA_RECONSTRUCTION -> options.reconstruction();
            case DOMAIN_CLASSIFIER -> options.classifier();
          };
      Verdict verdict = verdict(finding, adjusted[i], threshold);
      worst = worst.worse(verdict);
      tests.add(
          new MultivariateDrift.Test(
              finding.method(),
              finding.effect(),
              finding.expected(),
              finding.noise(),
              finding.pValue(),
              threshold.warn(),
              threshold.drift(),
              verdict,
              contributions(columns, finding.shares())));
    }
    return new MultivariateDrift(columns, parts.reference(), parts.current(), tests, worst, null);
  }

  /** The rule of {@link io.tidemark.drift.stats.VerdictRule}, for an effect known exactly. */
  private Verdict verdict(Finding finding, double adjustedPValue, Threshold threshold) {
    boolean warns = finding.effect() >= threshold.warn();
    if (adjustedPValue >= options.alpha()) {
      return warns || finding.noise() > threshold.warn() ? Verdict.INSUFFICIENT_DATA : Verdict.PASS;
    }
    if (finding.effect() >= threshold.drift()) {
      return Verdict.DRIFT;
    }
    return warns ? Verdict.WARN : Verdict.PASS;
  }

  private static List<Contribution> contributions(List<String> columns, Finding.Shares shares) {
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      contributions.add(new Contribution(columns.get(i), shares.of(i)));
    }
    contributions.sort(Comparator.comparingDouble(Contribution::share).reversed());
    return contributions;
  }

  private static MultivariateDrift insufficient(
      List<String> columns, RowSample.Parts parts, String problem) {
    return failed(columns, parts.reference(), parts.current(), Verdict.INSUFFICIENT_DATA, problem);
  }

  private static MultivariateDrift failed(
      List<String> columns, long reference, long current, Verdict verdict, String problem) {
    return new MultivariateDrift(columns, reference, current, List.of(), verdict, problem);
  }
}
