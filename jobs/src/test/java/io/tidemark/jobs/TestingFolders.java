package io.tidemark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies what is dear to make, so that each test of a class has one of its own. Tables and result
 * stores hold no absolute paths: a copy is as good as what it was copied from.
 */
public final class TestingFolders {
  private TestingFolders() {}

  /** Copies a folder with all that is in it; times stay as they are. */
  public static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(from)) {
      all = walked.toList();
    }
    for (Path source : all) {
      Path target = to.resolve(from.relativize(source).toString());
      if (Files.isDirectory(source)) {
        Files.createDirectories(target);
      } else {
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
