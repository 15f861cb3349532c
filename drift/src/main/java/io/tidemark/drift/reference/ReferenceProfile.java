package io.tidemark.drift.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A frozen reference: everything a later version is compared with. It needs no access to the data
 * it was made of. Immutable.
 *
 * @param formatVersion version of this format, see {@link #FORMAT_VERSION}
 * @param rows rows of the reference
 * @param schema all columns in order, those not profiled included, with Spark's names of their
 *     types; fields of structs by their names joined with dots
 * @param schemaHash SHA-256 of the schema in hexadecimal, see {@link #hash}
 * @param columns the profiled columns, in the order of the schema
 * @param slices slices with counts on the same cells, one entry for each set of key columns
 * @param minSliceRows slices with fewer rows are not compared
 */
public record ReferenceProfile(
    int formatVersion,
    long rows,
    Map<String, String> schema,
    String schemaHash,
    List<ColumnProfile> columns,
    List<SliceSet> slices,
    long minSliceRows) {

  /** The version that this build writes and reads. */
  public static final int FORMAT_VERSION = 2;

  public ReferenceProfile {
    Objects.requireNonNull(schemaHash, "schemaHash is missing");
    schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
    columns = List.copyOf(columns);
    slices = List.copyOf(slices);
    for (SliceSet set : slices) {
      for (SliceSet.Slice slice : set.slices()) {
        Checks.that(
            slice.columns().size() == columns.size(),
            set.keys().get(0),
            "every slice must have counted every profiled column");
      }
    }
    String expected = hash(schema);
    if (!schemaHash.equals(expected)) {
      throw new IllegalArgumentException(
          "schemaHash is %s but the schema's hash is %s".formatted(schemaHash, expected));
    }
    for (ColumnProfile column : columns) {
      Checks.that(
          column.dataType().equals(schema.get(column.name())),
          column.name(),
          "the profile has the type %s but the schema says %s"
              .formatted(column.dataType(), schema.get(column.name())));
      Checks.that(
          column.summary().rows() == rows,
          column.name(),
          "counted %d rows of %d".formatted(column.summary().rows(), rows));
    }
    long names = columns.stream().map(ColumnProfile::name).distinct().count();
    if (names != columns.size()) {
      throw new IllegalArgumentException("a column is profiled twice");
    }
  }

  /**
   * SHA-256 over the columns in order: for each, its name and its type, every one in UTF-8 with its
   * number of characters and a colon before it, so that no two schemas run into the same text.
   */
  public static String hash(Map<String, String> schema) {
    StringBuilder text = new StringBuilder();
    schema.forEach(
        (name, type) ->
            text.append(name.length())
                .append(':')
                .append(name)
                .append(type.length())
                .append(':')
                .append(type));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
