package io.tidemark.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;

/**
 * The complete result as JSON, for the result store. Reading what was written gives an equal
 * result, NaN and infinities included (written as strings). Keys that this version does not know
 * are passed over: they were added without raising {@link RunResult#FORMAT_VERSION}, so that older
 * readers may miss them.
 */
public final class ResultJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ResultJson() {}

  /** Writes a result on one line. */
  public static String write(RunResult result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the result of run " + result.runId(), e);
    }
  }

  /**
   * Reads a result.
   *
   * @throws ResultFormatException if the text is no result, or one of a newer format
   */
  public static RunResult read(String json) {
    JsonNode tree = parse(json);
    int version = tree.path("formatVersion").asInt(0);
    if (version < 1) {
      throw new ResultFormatException(
          "this is no stored result: it has no `formatVersion`; look for a file that Tidemark did"
              + " not write",
          null);
    }
    if (version > RunResult.FORMAT_VERSION) {
      throw new ResultFormatException(
          "the result of run `%s` has format version %d, but this Tidemark reads only up to %d; use the version that wrote it or a newer one"
              .formatted(tree.path("runId").asText("unknown"), version, RunResult.FORMAT_VERSION),
          null);
    }
    return convert(tree);
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new ResultFormatException(
          "the stored result is no valid JSON%s (%s); it may have been cut off: run again"
              .formatted(where, e.getOriginalMessage()),
          e);
    }
  }

  private static RunResult convert(JsonNode tree) {
    String run = tree.path("runId").asText("unknown");
    try {
      RunResult result = MAPPER.treeToValue(tree, RunResult.class);
      RequiredParts.firstMissing(result)
          .ifPresent(
              path -> {
                throw new ResultFormatException(
                    "the stored result of run `%s` lacks `%s`; run again".formatted(run, path),
                    null);
              });
      return result;
    } catch (JsonMappingException e) {
      String path =
          e.getPath().stream()
              .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
              .collect(Collectors.joining("."));
      throw new ResultFormatException(
          "the stored result of run `%s` is broken at `%s` (%s); run again"
              .formatted(run, path, e.getOriginalMessage()),
          e);
    } catch (JsonProcessingException e) {
      throw new ResultFormatException(
          "the stored result of run `%s` is broken (%s); run again"
              .formatted(run, e.getOriginalMessage()),
          e);
    }
  }
}
