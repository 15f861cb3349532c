package io.tidemark.drift.reference;

import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.profile.CategoryTally;
import io.tidemark.drift.profile.ColumnKinds;
import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.CommonValues;
import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.PresenceTally;
import io.tidemark.drift.profile.QuantileScan;
import io.tidemark.drift.profile.TableScan;
import io.tidemark.drift.profile.TableTally;
import io.tidemark.drift.profile.ValueScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** One freeze: finds the cells, counts on them, and makes the profile. */
final class Freezer {
  private final Dataset<Row> rows;
  private final ReferenceOptions options;
  private final StructField[] fields;
  private final Map<String, String> schema = new LinkedHashMap<>();
  private final List<ColumnRead> reads = new ArrayList<>();

  Freezer(Dataset<Row> rows, ReferenceOptions options) {
    this.rows = rows;
    this.options = options;
    this.fields = rows.schema().fields();
  }

  ReferenceProfile freeze() {
    readSchema();
    chooseColumns();
    ValueScan.Found values = ValueScan.find(rows, reads, options.maxCategories(), options.cuts());
    List<ColumnTally> tallies = emptyTallies(values, cutPoints(values));
    TableTally counted = TableScan.count(rows, reads, tallies);
    List<ColumnProfile> columns = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      columns.add(profile(i, values, counted.column(i)));
    }
    return new ReferenceProfile(
        ReferenceProfile.FORMAT_VERSION,
        counted.rows(),
        schema,
        ReferenceProfile.hash(schema),
        columns);
  }

  private void readSchema() {
    for (StructField field : fields) {
      if (schema.put(field.name(), field.dataType().catalogString()) != null) {
        throw new IllegalArgumentException(
            "the dataset has two columns `%s`; rename one before freezing it as a reference"
                .formatted(field.name()));
      }
    }
  }

  private void chooseColumns() {
    List<String> problems = new ArrayList<>();
    for (String name : options.exclude().stream().sorted().toList()) {
      if (!schema.containsKey(name)) {
        problems.add("excluded column `%s` does not exist".formatted(name));
      }
    }
    for (String name : options.include()) {
      if (!schema.containsKey(name)) {
        problems.add("included column `%s` does not exist".formatted(name));
      } else if (options.exclude().contains(name)) {
        problems.add("column `%s` is both included and excluded".formatted(name));
      }
    }
    for (int i = 0; i < fields.length; i++) {
      String name = fields[i].name();
      boolean named = options.include().contains(name);
      if (options.exclude().contains(name) || !(named || options.include().isEmpty())) {
        continue;
      }
      Optional<ColumnKind> kind = ColumnKinds.of(fields[i].dataType());
      if (kind.isPresent()) {
        reads.add(new ColumnRead(i, kind.get(), false));
      } else if (named) {
        problems.add(
            "included column `%s` has the type %s, which cannot be profiled"
                .formatted(name, schema.get(name)));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "%s; the dataset has the columns %s"
              .formatted(String.join("; ", problems), schema.keySet()));
    }
  }

  /** Cut points by position: all distinct numbers where they are few, else quantiles. */
  private Map<Integer, double[]> cutPoints(ValueScan.Found values) {
    Map<Integer, double[]> cuts = new HashMap<>();
    List<Integer> crowded = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      if (reads.get(i).kind() == ColumnKind.NUMERIC) {
        Optional<double[]> all = Objects.requireNonNull(values.numbers().get(i)).ascending();
        if (all.isPresent()) {
          cuts.put(i, all.get());
        } else {
          crowded.add(i);
        }
      }
    }
    List<double[]> found =
        QuantileScan.cutPoints(rows, crowded.stream().map(reads::get).toList(), options.cuts());
    for (int i = 0; i < crowded.size(); i++) {
      cuts.put(crowded.get(i), found.get(i));
    }
    return cuts;
  }

  private List<ColumnTally> emptyTallies(ValueScan.Found values, Map<Integer, double[]> cuts) {
    List<ColumnTally> tallies = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tallies.add(
          switch (reads.get(i).kind()) {
            case NUMERIC -> new NumericTally(Objects.requireNonNull(cuts.get(i)));
            case CATEGORICAL -> new CategoryTally(names(values, i));
            case TEMPORAL -> new PresenceTally();
          });
    }
    return tallies;
  }

  private static List<String> names(ValueScan.Found values, int position) {
    return Objects.requireNonNull(values.categories().get(position)).mostFrequentFirst().stream()
        .map(CommonValues.Counted::value)
        .toList();
  }

  private ColumnProfile profile(int position, ValueScan.Found values, ColumnTally counted) {
    StructField field = fields[reads.get(position).index()];
    String name = field.name();
    String type = field.dataType().catalogString();
    if (counted instanceof NumericTally numeric) {
      long[] cells = numeric.cells();
      return new NumericProfile(
          name,
          type,
          numeric.summary(),
          Arrays.stream(numeric.cuts()).boxed().toList(),
          Arrays.stream(cells).boxed().toList(),
          NumericBins.freeze(cells, options.bins()));
    }
    if (counted instanceof CategoryTally categories) {
      List<String> names = names(values, position);
      long[] counts = categories.counts();
      List<CategoricalProfile.Category> kept = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        kept.add(new CategoricalProfile.Category(names.get(i), counts[i]));
      }
      return new CategoricalProfile(name, type, categories.summary(), kept, categories.others());
    }
    return new TemporalProfile(name, type, counted.summary());
  }
}
