package io.tidemark.jobs.store;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which environment a result store belongs to. A file in the store's root says so; no other
 * environment may write there, whatever its monitor says.
 */
final class StoreOwner {
  private static final String FILE = "_environment";

  private final Configuration hadoop;
  private final String out;
  private final String root;
  private final String environment;
  private final boolean claims;
  private boolean proven;

  /**
   * An environment that wants to write.
   *
   * @param out output directory with the result store
   * @param claims whether the store belongs to it alone from now on
   */
  StoreOwner(Configuration hadoop, String out, String environment, boolean claims) {
    this.hadoop = hadoop;
    this.out = out;
    root = out + RunFiles.STORE;
    this.environment = environment;
    this.claims = claims;
  }

  /**
   * Fails if the store belongs to another environment.
   *
   * @throws TidemarkException if it does, or cannot be reached
   */
  void require() {
    if (proven) {
      return;
    }
    String owner = owner();
    if (!owner.equals(environment)) {
      throw new TidemarkException(
          ErrorCode.STORE_OF_ANOTHER_ENVIRONMENT,
          "the result store `%s` belongs to environment `%s`, and this run is one of `%s`"
              .formatted(root, owner, environment),
          "the file %s there says so".formatted(FILE),
          "name the `out` of environment `%s`, or run with --environment %s"
              .formatted(environment, owner),
          null);
    }
    proven = true;
  }

  private String owner() {
    try {
      Path file = new Path(root, FILE);
      return owner(file.getFileSystem(hadoop), file);
    } catch (IOException | RuntimeException e) {
      // Hadoop tells of a file system whose classes are not there by a plain RuntimeException.
      throw RunFiles.notWritable(out, e);
    }
  }

  /** The owner; a store without one is claimed if this environment claims its store. */
  private String owner(FileSystem files, Path file) throws IOException {
    try {
      return read(files, file);
    } catch (FileNotFoundException e) {
      if (!claims) {
        return environment;
      }
    }
    try (OutputStream stream = files.create(file, false)) {
      stream.write(environment.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      // Another process claimed it a moment ago; what it wrote decides.
      return read(files, file);
    }
    return environment;
  }

  private static String read(FileSystem files, Path file) throws IOException {
    try (InputStream stream = files.open(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
