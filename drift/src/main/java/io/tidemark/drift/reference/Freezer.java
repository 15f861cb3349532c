package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.profile.CategoryScan;
import io.tidemark.drift.profile.CategoryTally;
import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.GroupTally;
import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.PresenceTally;
import io.tidemark.drift.profile.RowGrouping;
import io.tidemark.drift.profile.SliceCounts;
import io.tidemark.drift.profile.SliceGrouping;
import io.tidemark.drift.profile.Survey;
import io.tidemark.drift.profile.TableScan;
import io.tidemark.drift.profile.TableTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.LongType;
import org.jspecify.annotations.Nullable;

/** One freeze: finds the cells, counts on them, and makes the profile. */
final class Freezer {
  private final Dataset<Row> rows;
  private final ReferenceOptions options;
  private final Map<String, ColumnRead.Leaf> leaves = new LinkedHashMap<>();
  private final List<ColumnRead.Leaf> columns;
  private final List<ColumnRead> reads;
  private final List<ColumnKind> kinds;

  Freezer(Dataset<Row> rows, ReferenceOptions options) {
    this.rows = rows;
    this.options = options;
    for (ColumnRead.Leaf leaf : ColumnRead.leaves(rows.schema())) {
      if (leaves.put(leaf.name(), leaf) != null) {
        throw new IllegalArgumentException(
            "the dataset has two columns `%s`; rename one before freezing it as a reference"
                .formatted(leaf.name()));
      }
    }
    columns = new ColumnChoice(leaves, options).columns();
    reads = columns.stream().map(ColumnRead.Leaf::read).toList();
    kinds = columns.stream().map(leaf -> leaf.kind().orElseThrow()).toList();
  }

  ReferenceProfile freeze() {
    List<SliceCounts> sliceCounts =
        options.slices().stream().map(keys -> new SliceCounts(keys, keyReads(keys))).toList();
    Survey survey = Survey.of(rows, reads, kinds, options.cuts(), sliceCounts);
    Map<Integer, List<String>> categories = categories(survey);
    Map<Integer, double[]> cuts = new CutPoints(rows, options.cuts()).choose(reads, kinds, survey);
    List<List<List<@Nullable String>>> slices = new ArrayList<>();
    List<RowGrouping> groupings = new ArrayList<>();
    for (int set = 0; set < options.slices().size(); set++) {
      slices.add(survey.slices(set).largest(options.maxSlices(), options.minSliceRows()));
      groupings.add(new SliceGrouping(keyReads(options.slices().get(set)), slices.get(set)));
    }
    TableTally counted = TableScan.count(rows, reads, emptyTallies(categories, cuts), groupings);
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      profiles.add(profile(columns.get(i), counted.column(i), categories.get(i)));
    }
    Map<String, String> schema = new LinkedHashMap<>();
    leaves.forEach((name, leaf) -> schema.put(name, leaf.dataType()));
    return new ReferenceProfile(
        ReferenceProfile.FORMAT_VERSION,
        counted.rows(),
        schema,
        ReferenceProfile.hash(schema),
        profiles,
        sliceSets(slices, counted),
        options.minSliceRows());
  }

  private List<ColumnRead> keyReads(List<String> keys) {
    return keys.stream()
        .map(key -> Objects.requireNonNull(leaves.get(key), "checked before").read())
        .toList();
  }

  /** Names to keep by position of the column. */
  private Map<Integer, List<String>> categories(Survey survey) {
    Map<Integer, List<String>> names = new HashMap<>();
    List<Integer> crowded = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      if (kinds.get(i) == ColumnKind.CATEGORICAL) {
        if (survey.textsComplete(i) && survey.longestText(i) <= Survey.LONGEST_TEXT) {
          names.put(i, survey.texts(i, options.maxCategories()));
        } else {
          crowded.add(i);
        }
      }
    }
    List<List<String>> found =
        CategoryScan.mostFrequent(
            rows, crowded.stream().map(reads::get).toList(), options.maxCategories());
    for (int i = 0; i < crowded.size(); i++) {
      names.put(crowded.get(i), found.get(i));
    }
    return names;
  }

  private List<ColumnTally> emptyTallies(
      Map<Integer, List<String>> categories, Map<Integer, double[]> cuts) {
    List<ColumnTally> tallies = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tallies.add(
          switch (kinds.get(i)) {
            case NUMERIC ->
                new NumericTally(
                    Objects.requireNonNull(cuts.get(i)), reads.get(i).type() instanceof LongType);
            case CATEGORICAL -> new CategoryTally(Objects.requireNonNull(categories.get(i)));
            case TEMPORAL -> new PresenceTally();
          });
    }
    return tallies;
  }

  private ColumnProfile profile(
      ColumnRead.Leaf leaf, ColumnTally counted, @Nullable List<String> names) {
    if (counted instanceof NumericTally numeric) {
      long[] cells = numeric.cells();
      return new NumericProfile(
          leaf.name(),
          leaf.dataType(),
          numeric.summary(),
          Arrays.stream(numeric.cuts()).boxed().toList(),
          Arrays.stream(cells).boxed().toList(),
          NumericBins.freeze(cells, options.bins()));
    }
    if (counted instanceof CategoryTally categories && names != null) {
      long[] counts = categories.counts();
      List<CategoricalProfile.Category> kept = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        kept.add(new CategoricalProfile.Category(names.get(i), counts[i]));
      }
      return new CategoricalProfile(
          leaf.name(), leaf.dataType(), categories.summary(), kept, categories.others());
    }
    return new TemporalProfile(leaf.name(), leaf.dataType(), counted.summary());
  }

  private List<SliceSet> sliceSets(List<List<List<@Nullable String>>> slices, TableTally counted) {
    List<SliceSet> sets = new ArrayList<>();
    for (int set = 0; set < slices.size(); set++) {
      GroupTally groups = counted.groups(set);
      List<SliceSet.Slice> kept = new ArrayList<>();
      for (Map.Entry<Long, Long> group : groups.rows().entrySet()) {
        kept.add(slice(slices.get(set).get(group.getKey().intValue()), group, groups, counted));
      }
      sets.add(new SliceSet(options.slices().get(set), kept));
    }
    return sets;
  }

  private SliceSet.Slice slice(
      List<@Nullable String> values,
      Map.Entry<Long, Long> group,
      GroupTally groups,
      TableTally counted) {
    List<SliceSet.SliceColumn> cells = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      ColumnTally tally = groups.column(group.getKey(), i, counted.column(i));
      cells.add(new SliceSet.SliceColumn(tally.summary(), CellCounts.of(tally.cellRows())));
    }
    return new SliceSet.Slice(values, group.getValue(), cells);
  }
}
