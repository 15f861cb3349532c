package io.tidemark.drift;

import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.RowGrouping;
import io.tidemark.drift.profile.TableScan;
import io.tidemark.drift.profile.TableTally;
import io.tidemark.drift.profile.WindowGrouping;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.drift.stats.Verdict;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares a dataset with a frozen reference. Immutable.
 *
 * <table>
 * <caption>Special cases of a column</caption>
 * <tr><td>missing now, of another kind now, of a type that cannot be read</td>
 *     <td>ERROR with a problem, the others are compared</td></tr>
 * <tr><td>no rows on a side</td><td>INSUFFICIENT_DATA with a problem, no measures</td></tr>
 * <tr><td>all null on a side</td><td>compared through the null bin; KS is INSUFFICIENT_DATA</td></tr>
 * <tr><td>wider type of the same kind</td><td>compared; a float widened to double as floats</td></tr>
 * <tr><td>not in the reference</td><td>not compared, named in the reason</td></tr>
 * </table>
 *
 * <p>P-values are adjusted for each measure by itself: over the columns of the table, over those of
 * all slices, over those of all windows.
 */
public final class DriftComparison {
  private final DriftOptions options;
  private final ColumnJudge judge;

  /** Compares under these options. */
  public DriftComparison(DriftOptions options) {
    this.options = options;
    this.judge = new ColumnJudge(options);
  }

  /**
   * Compares; costs one Spark job, whatever the number of columns, slices and windows. Where the
   * cells leave open on which side of a threshold a measure lies, the verdict is WARN and says so.
   *
   * @param reference what to compare with
   * @param current the dataset; columns are matched by their exact names
   * @throws IllegalArgumentException if the options name columns that the reference does not
   *     profile, if the window's column is no time, or if there are too many windows
   */
  public DriftResult compare(ReferenceProfile reference, Dataset<Row> current) {
    return compare(reference, current, Optional::empty);
  }

  /**
   * Compares. Only where the cells leave open on which side of a threshold a measure lies, those
   * columns are read again from both sides, on ever finer cells until it is settled: two jobs a
   * round, one round as a rule.
   *
   * @param referenceRows opens the rows that the reference was frozen from; called at most once;
   *     empty if they are gone, which leaves it open
   * @throws IllegalArgumentException as {@link #compare(ReferenceProfile, Dataset)}
   */
  public DriftResult compare(
      ReferenceProfile reference,
      Dataset<Row> current,
      Supplier<Optional<Dataset<Row>>> referenceRows) {
    checkOptions(reference);
    List<ColumnMatch> matches = ColumnMatch.all(reference, current.schema());
    List<ColumnMatch.Matched> matched =
        matches.stream()
            .filter(ColumnMatch.Matched.class::isInstance)
            .map(ColumnMatch.Matched.class::cast)
            .toList();
    SliceComparison slices = new SliceComparison(reference, matched, current.schema(), judge);
    List<RowGrouping> groupings = new ArrayList<>(slices.groupings());
    WindowGrouping windows = windowGrouping(current);
    if (windows != null) {
      groupings.add(windows);
    }
    TableTally counted = count(current, matched, groupings);
    List<ColumnDrift> decided =
        new Refinement(options, judge, reference, current, referenceRows)
            .decide(matched, cases(matched, counted));
    List<ColumnDrift> columns = columns(matches, decided);
    DatasetVerdict verdict =
        DatasetVerdict.of(columns, options, ColumnMatch.added(reference, current.schema()));
    return new DriftResult(
        reference.rows(),
        counted.rows(),
        columns,
        verdict.driftedShare(),
        options.maxDriftedShare(),
        verdict.verdict(),
        verdict.reason(),
        verdict.roles(),
        slices.slices(counted),
        slices.drivers(counted, columns),
        windows == null
            ? List.of()
            : new WindowComparison(options, judge)
                .windows(windows, matched, counted, groupings.size() - 1),
        null);
  }

  private static TableTally count(
      Dataset<Row> current, List<ColumnMatch.Matched> matched, List<RowGrouping> groupings) {
    return TableScan.count(
        current,
        matched.stream().map(ColumnMatch.Matched::read).toList(),
        matched.stream().parallel().map(ColumnMatch.Matched::tally).toList(),
        groupings);
  }

  private static List<ColumnCase> cases(List<ColumnMatch.Matched> matched, TableTally counted) {
    List<ColumnCase> cases = new ArrayList<>();
    for (int i = 0; i < matched.size(); i++) {
      ColumnTally tally = counted.column(i);
      cases.add(new ColumnCase(matched.get(i).profile(), tally, matched.get(i).whole(), true));
    }
    return cases;
  }

  /** The decided columns with those that could not be compared, in the order of the reference. */
  private List<ColumnDrift> columns(List<ColumnMatch> matches, List<ColumnDrift> decided) {
    Map<String, ColumnDrift> byName = new LinkedHashMap<>();
    decided.forEach(column -> byName.put(column.column(), column));
    List<ColumnDrift> columns = new ArrayList<>();
    for (ColumnMatch match : matches) {
      columns.add(
          match instanceof ColumnMatch.Unmatched unmatched
              ? failed(unmatched)
              : Objects.requireNonNull(byName.get(match.profile().name())));
    }
    return columns;
  }

  private ColumnDrift failed(ColumnMatch.Unmatched match) {
    ColumnProfile profile = match.profile();
    return new ColumnDrift(
        profile.name(),
        profile.kind(),
        profile.dataType(),
        options.column(profile.name()).importance(),
        profile.summary(),
        null,
        List.of(),
        List.of(),
        Verdict.ERROR,
        match.problem());
  }

  private @Nullable WindowGrouping windowGrouping(Dataset<Row> current) {
    WindowOptions window = options.window();
    if (window == null) {
      return null;
    }
    List<ColumnRead.Leaf> leaves = ColumnRead.leaves(current.schema());
    ColumnRead.Leaf leaf =
        leaves.stream()
            .filter(candidate -> candidate.name().equals(window.column()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(noWindowColumn(window, leaves)));
    window.check(leaf.read().type());
    return new WindowGrouping(
        leaf.read(),
        window.column(),
        window.every(),
        ZoneId.of(current.sparkSession().sessionState().conf().sessionLocalTimeZone()),
        window.max());
  }

  private static String noWindowColumn(WindowOptions window, List<ColumnRead.Leaf> leaves) {
    List<String> names = leaves.stream().map(ColumnRead.Leaf::name).toList();
    return "window column `%s` does not exist in the current data%s"
        .formatted(
            window.column(),
            NameSuggestion.closest(window.column(), names)
                .map("; did you mean `%s`?"::formatted)
                .orElse(""));
  }

  private void checkOptions(ReferenceProfile reference) {
    List<String> profiled = reference.columns().stream().map(ColumnProfile::name).toList();
    List<String> problems = new ArrayList<>();
    for (String name : options.columns().keySet().stream().sorted().toList()) {
      if (!profiled.contains(name)) {
        Optional<String> suggestion = NameSuggestion.closest(name, profiled);
        problems.add(
            "`%s`%s"
                .formatted(name, suggestion.map(" (did you mean `%s`?)"::formatted).orElse("")));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the drift options name columns that the reference does not profile: %s; it profiles %s"
              .formatted(String.join(", ", problems), profiled));
    }
  }
}
