package io.tidemark.drift.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The values of SciPy and NumPy in {@code oracle.json}; its header says how they came about. */
final class Oracle {
  private Oracle() {}

  static List<JsonNode> cases(String section) {
    try (InputStream in =
        Objects.requireNonNull(Oracle.class.getResourceAsStream("oracle.json"), "oracle.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).required(section);
      return StreamSupport.stream(cases.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long[] counts(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  /** Values; infinities are written as text. */
  static double[] values(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToDouble(
            x ->
                switch (x.asText()) {
                  case "inf" -> Double.POSITIVE_INFINITY;
                  case "-inf" -> Double.NEGATIVE_INFINITY;
                  default -> x.asDouble();
                })
        .toArray();
  }

  static CellTable table(JsonNode oracleCase) {
    return CellTable.of(
        counts(oracleCase.required("reference")), counts(oracleCase.required("current")));
  }
}
