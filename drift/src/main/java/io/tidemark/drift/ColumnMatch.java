package io.tidemark.drift;

import io.tidemark.drift.profile.CategoryTally;
import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.profile.ColumnTally;
import io.tidemark.drift.profile.NumericTally;
import io.tidemark.drift.profile.PresenceTally;
import io.tidemark.drift.reference.CategoricalProfile;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.NumericProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;

/** A column of the reference and what the current schema has for it. */
sealed interface ColumnMatch {

  /** The column of the reference. */
  ColumnProfile profile();

  /** It can be read. */
  record Matched(ColumnProfile profile, ColumnRead read) implements ColumnMatch {

    /** An empty tally on the frozen cells. */
    ColumnTally tally() {
      if (profile instanceof NumericProfile numeric) {
        return new NumericTally(
            numeric.cuts().stream().mapToDouble(Double::doubleValue).toArray(),
            read.type() instanceof LongType);
      }
      if (profile instanceof CategoricalProfile categorical) {
        return new CategoryTally(
            categorical.categories().stream().map(CategoricalProfile.Category::name).toList());
      }
      return new PresenceTally();
    }

    /** True if both sides hold whole numbers only. */
    boolean whole() {
      return NumericCells.isWhole(profile.dataType())
          && NumericCells.isWhole(read.type().catalogString());
    }
  }

  /** It cannot. */
  record Unmatched(ColumnProfile profile, String problem) implements ColumnMatch {}

  /** Looks up all columns of the reference, in its order. */
  static List<ColumnMatch> all(ReferenceProfile reference, StructType current) {
    List<ColumnRead.Leaf> leaves = ColumnRead.leaves(current);
    List<String> added = added(reference, current);
    Map<String, List<ColumnRead.Leaf>> byName =
        leaves.stream().collect(Collectors.groupingBy(ColumnRead.Leaf::name));
    List<ColumnMatch> matches = new ArrayList<>();
    for (ColumnProfile profile : reference.columns()) {
      List<ColumnRead.Leaf> found = byName.getOrDefault(profile.name(), List.of());
      matches.add(
          switch (found.size()) {
            case 0 -> new Unmatched(profile, missing(profile, added));
            case 1 -> typed(profile, found.get(0));
            default ->
                new Unmatched(
                    profile,
                    "column `%s` occurs %d times in the current data; rename all but one"
                        .formatted(profile.name(), found.size()));
          });
    }
    return matches;
  }

  /** Columns of the current data that the reference's schema does not have. */
  static List<String> added(ReferenceProfile reference, StructType current) {
    return ColumnRead.leaves(current).stream()
        .map(ColumnRead.Leaf::name)
        .filter(name -> !reference.schema().containsKey(name))
        .toList();
  }

  private static String missing(ColumnProfile profile, List<String> added) {
    Optional<String> suggestion = NameSuggestion.closest(profile.name(), added);
    return "column `%s` (%s) of the reference is missing in the current data; %s"
        .formatted(
            profile.name(),
            profile.dataType(),
            suggestion
                .map(
                    "was it renamed to `%s`? Restore the name or freeze a new reference"::formatted)
                .orElse("restore it or freeze a new reference without it"));
  }

  private static ColumnMatch typed(ColumnProfile profile, ColumnRead.Leaf leaf) {
    if (leaf.kind().filter(profile.kind()::equals).isEmpty()) {
      return new Unmatched(
          profile,
          "column `%s` is %s in the reference but %s in the current data, and these cannot be compared; restore the type or freeze a new reference"
              .formatted(profile.name(), profile.dataType(), leaf.dataType()));
    }
    boolean singlePrecision = profile.dataType().equals("float");
    return new Matched(profile, singlePrecision ? leaf.read().inSinglePrecision() : leaf.read());
  }
}
