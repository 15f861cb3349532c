package io.tidemark.bench.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes the published calibration of the drift measures: false alarms without drift and power with
 * it. The same seed gives the same files, on any number of processors.
 */
public final class Calibration {
  private static final long SEED = 20_240_607;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Calibration() {}

  /** Arguments: the page of the documentation to write, and the JSON file. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: Calibration PAGE.md RESULTS.json");
    }
    List<Simulated> still = Simulated.still(SEED, System.out::println);
    List<Simulated> drifted = Simulated.drifted(SEED, System.out::println);
    List<KnownDefects.Row> defects = new KnownDefects(SEED).rows();
    String introduction = introduction().replace("${seed}", Long.toString(SEED));
    write(args[0], CalibrationPage.of(introduction, still, drifted, defects));
    write(args[1], json(still, drifted, defects));
  }

  private static void write(String file, String text) throws IOException {
    Path path = Path.of(file).toAbsolutePath();
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }

  private static String introduction() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Calibration.class.getResourceAsStream("introduction.md"), "introduction.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One line for each measure of a situation, so that changes can be read. */
  private static String json(
      List<Simulated> still, List<Simulated> drifted, List<KnownDefects.Row> defects)
      throws IOException {
    ArrayNode noDrift = MAPPER.createArrayNode();
    ArrayNode drift = MAPPER.createArrayNode();
    ArrayNode known = MAPPER.createArrayNode();
    still.forEach(group -> add(noDrift, group));
    drifted.forEach(group -> add(drift, group));
    defects.forEach(
        row ->
            known
                .addObject()
                .put("defect", row.defect())
                .put("theirs", row.theirs())
                .put("ours", row.ours()));
    return """
        {
        "seed": %d,
        "alpha": %s,
        "noDrift": %s,
        "drift": %s,
        "knownDefects": %s
        }
        """
        .formatted(SEED, Situation.ALPHA, lines(noDrift), lines(drift), lines(known));
  }

  private static String lines(ArrayNode array) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonNode node : array) {
      lines.add(MAPPER.writeValueAsString(node));
    }
    return "[\n" + String.join(",\n", lines) + "\n]";
  }

  private static void add(ArrayNode array, Simulated group) {
    for (Simulated.Row row : group.rows()) {
      Rates rates = row.rates();
      for (Situation.Key key : rates.keys()) {
        ObjectNode node = array.addObject();
        node.put("situation", group.title());
        node.put("n", row.situation().n()).put("m", row.situation().m());
        node.put("measure", key.measure().name()).put("bins", key.bins());
        node.put("replicates", rates.replicates());
        node.put("belowAlpha", rates.belowAlpha(key));
        node.put("drift", rates.drift(key)).put("warn", rates.warn(key));
        node.put("insufficientData", rates.insufficient(key));
        node.put("meanEffect", finite(rates.meanEffect(key)));
      }
    }
  }

  /** JSON has no infinity; six digits are more than the simulation knows. */
  private static double finite(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(6)).doubleValue()
        : Double.MAX_VALUE;
  }
}
