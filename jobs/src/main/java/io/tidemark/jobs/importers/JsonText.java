package io.tidemark.jobs.importers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.jobs.draft.PlainText;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON files of other tools. */
final class JsonText {
  /** A key given twice would hide a constraint; Python writes NaN. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonText() {}

  /**
   * The object in a file.
   *
   * @param option the option that named the file
   * @param array the key of the list that tells this kind of file from others
   * @param kind what the file should be, for the error
   */
  static JsonNode read(Path file, String option, String array, String kind) {
    JsonNode root = parse(file, option);
    if (!root.path(array).isArray()) {
      throw notImportable(
          "`" + file + "` is not " + kind + ": it has no list `" + array + "`",
          root.isObject()
              ? "its keys are " + PlainText.oneLine(String.join(", ", names(root)))
              : "it holds no JSON object",
          "name the right file with " + option);
    }
    return root;
  }

  /** An input file that there is nothing to make of. */
  static TidemarkException notImportable(String message, @Nullable String reason, String nextStep) {
    return new TidemarkException(ErrorCode.NOT_IMPORTABLE, message, reason, nextStep, null);
  }

  private static JsonNode parse(Path file, String option) {
    if (!Files.isRegularFile(file)) {
      throw new TidemarkException(
          ErrorCode.FILE_NOT_READABLE,
          "file `" + file + "` does not exist",
          null,
          "name an existing file with "
              + option
              + " (working directory: "
              + Path.of("").toAbsolutePath()
              + ")",
          null);
    }
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      throw new TidemarkException(
          ErrorCode.NOT_IMPORTABLE,
          "`" + file + line + "` is not valid JSON",
          PlainText.oneLine(String.valueOf(e.getOriginalMessage())),
          "mend the file, or export it again",
          e);
    } catch (IOException e) {
      throw new TidemarkException(
          ErrorCode.FILE_NOT_READABLE,
          "file `" + file + "` cannot be read",
          e.toString(),
          "check that this user may read it",
          e);
    }
  }

  /** Names of the fields of an object. */
  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A finite number, or null for anything else. */
  static @Nullable BigDecimal number(JsonNode node) {
    return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.decimalValue() : null;
  }

  /** A value for a sentence. */
  static String shown(JsonNode value) {
    return "`" + PlainText.oneLine(value.isTextual() ? value.asText() : value.toString()) + "`";
  }
}
