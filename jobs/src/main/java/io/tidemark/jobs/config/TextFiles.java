package io.tidemark.jobs.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Text files that the configuration names: a path of the local file system, or a URI of any file
 * system that Hadoop knows, so that a driver somewhere in a cluster reads the same file.
 */
final class TextFiles {
  /** Two letters at least: one is a drive. */
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private TextFiles() {}

  /** True if a name is a URI, not a path. */
  static boolean isUri(String location) {
    return URI.matcher(location).matches();
  }

  /**
   * Reads a file whole.
   *
   * @throws FileNotFoundException if there is no such file
   * @throws IOException if it cannot be read, is no UTF-8 text, or its file system is not known
   */
  static String read(String location) throws IOException {
    if (isUri(location)) {
      return fromHadoop(location);
    }
    try {
      Path file = Path.of(location);
      if (!Files.isRegularFile(file)) {
        throw new FileNotFoundException(location);
      }
      return Files.readString(file);
    } catch (InvalidPathException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The name of a file beside another one. */
  static String beside(String location, String name) {
    if (isUri(name)) {
      return name;
    }
    return isUri(location)
        ? new org.apache.hadoop.fs.Path(new org.apache.hadoop.fs.Path(location).getParent(), name)
            .toString()
        : Path.of(location).resolveSibling(name).toString();
  }

  private static String fromHadoop(String location) throws IOException {
    try {
      org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(location);
      try (InputStream stream = file.getFileSystem(HadoopSettings.current()).open(file)) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(stream.readAllBytes()))
            .toString();
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    } catch (RuntimeException e) {
      // Hadoop tells so of a file system whose classes are not there.
      throw new IOException(e.toString(), e);
    }
  }
}
