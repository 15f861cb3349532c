package io.tidemark.drift.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Freezes references and writes them as JSON. */
public final class ReferenceProfiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ReferenceProfiles() {}

  /**
   * Freezes a dataset. Scans it for what values there are, for where the numbers lie (only when a
   * column has more distinct numbers than cut points; up to four times until the cells are fine
   * enough), and for the counts; the number of Spark jobs does not depend on the number of columns.
   * All scans must see the same rows, so give it a pinned version of a table.
   *
   * <p>Equal rows in another order or partitioning give the same profile, up to the last digits of
   * the moments.
   *
   * @throws IllegalArgumentException if the options name columns that do not exist or cannot be
   *     profiled, or if the dataset has two columns of the same name; all problems are listed
   */
  public static ReferenceProfile freeze(Dataset<Row> rows, ReferenceOptions options) {
    return new Freezer(rows, options).freeze();
  }

  /** Writes a profile as one JSON object; infinities are written as text. */
  public static String toJson(ReferenceProfile profile) {
    try {
      return JSON.writeValueAsString(profile);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reference profile consists of plain values only", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ReferenceFormatException if the text is not a profile, contradicts itself or was
   *     written in another format
   */
  public static ReferenceProfile fromJson(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      checkVersion(tree);
      return JSON.treeToValue(tree, ReferenceProfile.class);
    } catch (JsonProcessingException e) {
      throw new ReferenceFormatException(
          "the reference profile cannot be read: %s; restore the file or freeze the reference again"
              .formatted(e.getOriginalMessage()),
          e);
    }
  }

  private static void checkVersion(JsonNode tree) {
    JsonNode version = tree.path("formatVersion");
    if (!version.canConvertToInt() || !version.isIntegralNumber()) {
      throw new ReferenceFormatException(
          "the text is not a reference profile: it has no whole number formatVersion; give the JSON that a freeze wrote");
    }
    if (version.intValue() != ReferenceProfile.FORMAT_VERSION) {
      boolean older = version.intValue() < ReferenceProfile.FORMAT_VERSION;
      throw new ReferenceFormatException(
          "the reference profile has format version %d, but this build reads %d; freeze the reference again%s"
              .formatted(
                  version.intValue(),
                  ReferenceProfile.FORMAT_VERSION,
                  older ? "" : ", or use the version of Tidemark that wrote it or a newer one"));
    }
  }
}
