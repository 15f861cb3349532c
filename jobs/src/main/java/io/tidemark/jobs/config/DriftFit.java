package io.tidemark.jobs.config;

import io.tidemark.drift.ColumnKind;
import io.tidemark.drift.WindowOptions;
import io.tidemark.drift.profile.ColumnRead;
import io.tidemark.drift.reference.ColumnProfile;
import io.tidemark.drift.reference.ReferenceProfile;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Holds the names in {@code drift} against the columns of a table, before any row is read. A name
 * that either the current version or the reference has is right: a column may have been dropped or
 * added between them, which the comparison tells.
 */
public final class DriftFit {
  private final Monitor.Drift drift;
  private final Map<String, ColumnRead.Leaf> current = new LinkedHashMap<>();
  private final Reference reference;
  private final List<String> misfits = new ArrayList<>();

  /**
   * Columns of a reference.
   *
   * @param names all of them
   * @param compared those that are profiled
   */
  public record Reference(Set<String> names, Set<String> compared) {
    /** Columns of a profile. */
    public static Reference of(ReferenceProfile profile) {
      return new Reference(
          profile.schema().keySet(),
          profile.columns().stream().map(ColumnProfile::name).collect(Collectors.toSet()));
    }

    /** Columns of rows that are yet to be frozen. */
    public static Reference of(StructType schema) {
      List<ColumnRead.Leaf> leaves = ColumnRead.leaves(schema);
      return new Reference(
          leaves.stream().map(ColumnRead.Leaf::name).collect(Collectors.toSet()),
          leaves.stream()
              .filter(leaf -> leaf.kind().isPresent())
              .map(ColumnRead.Leaf::name)
              .collect(Collectors.toSet()));
    }
  }

  private DriftFit(Monitor monitor, StructType current, Reference reference) {
    this.drift = monitor.drift();
    this.reference = reference;
    for (ColumnRead.Leaf leaf : ColumnRead.leaves(current)) {
      this.current.put(leaf.name(), leaf);
    }
  }

  /**
   * Fails if a name is in neither, or a column cannot be what it is named for; all misfits at once.
   *
   * @param label the current version, for the message
   * @param current its schema
   * @param reference the reference's columns; those of the current version where there is no
   *     reference yet
   * @throws TidemarkException if something does not fit
   */
  public static void require(
      Monitor monitor, String label, StructType current, Reference reference) {
    DriftFit fit = new DriftFit(monitor, current, reference);
    fit.checkNames();
    fit.checkSlices();
    fit.checkWindow();
    if (!fit.misfits.isEmpty()) {
      throw new TidemarkException(
          ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
          "`drift` does not fit `" + label + "`: " + String.join("; ", fit.misfits),
          null,
          "its columns are "
              + String.join(", ", fit.current.keySet())
              + "; mend `drift` in the monitor file",
          null);
    }
  }

  private void checkNames() {
    orNone(drift.include()).forEach(name -> compared("include", name));
    orNone(drift.exclude()).forEach(name -> known("exclude", name));
    if (drift.columns() != null) {
      drift.columns().keySet().forEach(name -> compared("columns", name));
    }
    if (drift.weights() != null) {
      drift.weights().columns().keySet().forEach(name -> compared("weights", name));
    }
    if (drift.target() != null) {
      compared("target", drift.target());
    }
    if (drift.prediction() != null) {
      compared("prediction", drift.prediction());
    }
    if (drift.multivariate() != null) {
      orNone(drift.multivariate().columns()).forEach(name -> compared("multivariate", name));
    }
  }

  private void checkSlices() {
    if (drift.slices() != null) {
      drift.slices().stream().flatMap(List::stream).distinct().forEach(this::checkSliceKey);
    }
  }

  /** A key that the current version lacks is for the comparison to tell: it was there before. */
  private void checkSliceKey(String name) {
    if (!known("slices", name)) {
      return;
    }
    ColumnRead.Leaf leaf = current.get(name);
    if (!reference.names().contains(name)) {
      misfits.add(
          "slices: column `"
              + name
              + "` is not in the reference, but slices need it on both sides");
    } else if (leaf != null && leaf.kind().isEmpty()) {
      misfits.add("slices: column `" + name + "` is " + leaf.dataType() + ", which has no slices");
    }
  }

  private void checkWindow() {
    WindowOptions window = DriftSettings.window(drift);
    if (window == null) {
      return;
    }
    ColumnRead.Leaf leaf = current.get(window.column());
    if (leaf == null) {
      misfits.add(notThere("window", window.column(), current.keySet()));
    } else if (leaf.kind().filter(ColumnKind.TEMPORAL::equals).isEmpty()) {
      misfits.add(
          "window: column `"
              + window.column()
              + "` is "
              + leaf.dataType()
              + ", but must hold dates or timestamps");
    } else if (leaf.read().type() instanceof DateType
        && !Duration.ofDays(window.every().toDays()).equals(window.every())) {
      misfits.add(
          "window: column `"
              + window.column()
              + "` holds dates, so `every` must be whole days, but is "
              + window.every());
    }
  }

  private boolean known(String key, String name) {
    boolean known = current.containsKey(name) || reference.names().contains(name);
    if (!known) {
      misfits.add(notThere(key, name, current.keySet()));
    }
    return known;
  }

  private void compared(String key, String name) {
    if (!known(key, name) || reference.compared().contains(name)) {
      return;
    }
    ColumnRead.Leaf leaf = current.get(name);
    if (leaf != null && leaf.kind().isEmpty()) {
      misfits.add(
          key + ": column `" + name + "` is " + leaf.dataType() + ", which is not compared");
    } else if (reference.names().contains(name)) {
      misfits.add(
          key + ": column `" + name + "` is in the reference, but was left out when it was frozen");
    }
  }

  private static String notThere(String key, String name, Collection<String> columns) {
    return key + ": column `" + name + "` is not in the table" + Nearest.hint(name, columns);
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }
}
