package io.tidemark.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Quality of a model on the rows of one slice.
 *
 * @param keys columns that define the slice
 * @param values their values as text, null for null
 * @param rows rows of the slice that have a label
 * @param metrics value of each metric of the task; NaN where it is not defined
 */
public record SliceQuality(
    List<String> keys, List<@Nullable String> values, long rows, Map<Metric, Double> metrics) {

  public SliceQuality {
    keys = List.copyOf(keys);
    values = Collections.unmodifiableList(new ArrayList<>(values));
    metrics = metrics.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(metrics));
  }
}
