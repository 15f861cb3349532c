package io.tidemark.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rows with what another library says of them, from a resource that generate.py has written. */
record Oracle(String name, Map<String, Double> expected, List<List<String>> rows) {

  static List<Oracle> read(String resource) throws IOException {
    List<Oracle> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Oracle.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
        List<String> cells = Arrays.asList(line.split("\t", -1));
        if (cells.get(0).equals("case")) {
          Map<String, Double> expected = new LinkedHashMap<>();
          for (String pair : cells.subList(2, cells.size())) {
            String value = pair.substring(pair.indexOf('=') + 1);
            expected.put(
                pair.substring(0, pair.indexOf('=')),
                value.equals("nan") ? Double.NaN : Double.parseDouble(value));
          }
          cases.add(new Oracle(cells.get(1), expected, new ArrayList<>()));
        } else {
          cases.get(cases.size() - 1).rows().add(cells);
        }
      }
    }
    return cases;
  }

  @Override
  public String toString() {
    return name;
  }
}
