package io.tidemark.jobs.importers;

import io.tidemark.checks.Constraint;
import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.config.MonitorLoader;
import io.tidemark.jobs.config.Suites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Input files of other tools, and what the monitors made from them hold. */
final class TestingInputs {
  private TestingInputs() {}

  static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(TestingInputs.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Monitor monitor(String yaml) {
    return new MonitorLoader().parse("imported.yaml", yaml, Map.of());
  }

  static List<Constraint> constraints(String yaml) {
    return Suites.of(monitor(yaml)).constraints();
  }
}
