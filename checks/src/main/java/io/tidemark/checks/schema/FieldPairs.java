package io.tidemark.checks.schema;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Which field of a struct was which one before. */
final class FieldPairs {
  private static final int NONE = -1;

  private final List<StructField> old;
  private final int[] origins;
  private final boolean[] kept;

  /** Pairs fields by their ids, and by their names where one side has no ids. */
  FieldPairs(List<StructField> old, List<StructField> present, boolean caseSensitive) {
    this.old = old;
    origins = new int[present.size()];
    kept = new boolean[old.size()];
    Map<Long, Integer> byId = new HashMap<>();
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < old.size(); i++) {
      Long id = FieldIds.of(old.get(i));
      if (id != null) {
        byId.put(id, i);
      }
      byName.put(key(old.get(i).name(), caseSensitive), i);
    }
    for (int i = 0; i < origins.length; i++) {
      StructField field = present.get(i);
      Long id = FieldIds.of(field);
      Integer origin = id == null ? null : byId.get(id);
      if (origin == null) {
        Integer named = byName.get(key(field.name(), caseSensitive));
        // Two ids that differ tell two columns apart that have one name.
        origin =
            named == null || (id != null && FieldIds.of(old.get(named)) != null) ? null : named;
      }
      origins[i] = origin == null || kept[origin] ? NONE : origin;
      if (origins[i] != NONE) {
        kept[origins[i]] = true;
      }
    }
  }

  private static String key(String name, boolean caseSensitive) {
    return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
  }

  /** What the present field of this number was before; null if it was not there. */
  @Nullable StructField origin(int present) {
    return origins[present] == NONE ? null : old.get(origins[present]);
  }

  /** The former field of this number is still there. */
  boolean isKept(int former) {
    return kept[former];
  }

  /**
   * The present fields that changed places: the fewest that, taken out, leave the others in their
   * former order.
   */
  boolean[] moved() {
    int[] length = new int[origins.length];
    int[] least = new int[origins.length];
    int longest = 0;
    // Longest increasing subsequence of the former places; least[k]: the lowest end of one of k+1.
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] != NONE) {
        int at = -Arrays.binarySearch(least, 0, longest, origins[i]) - 1;
        least[at] = origins[i];
        length[i] = at + 1;
        longest = Math.max(longest, at + 1);
      }
    }
    boolean[] moved = new boolean[origins.length];
    int next = Integer.MAX_VALUE;
    for (int i = origins.length - 1; i >= 0; i--) {
      boolean stays = length[i] == longest && origins[i] < next;
      if (stays && origins[i] != NONE) {
        next = origins[i];
        longest--;
      } else {
        moved[i] = origins[i] != NONE;
      }
    }
    return moved;
  }
}
