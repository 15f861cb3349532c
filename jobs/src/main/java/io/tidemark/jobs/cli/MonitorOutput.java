package io.tidemark.jobs.cli;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a monitor that a command has made.
 *
 * @param option the option that names the file, for errors
 * @param force whether a file that exists is replaced
 */
record MonitorOutput(String option, boolean force) {
  private static final OpenOption[] REPLACE = {
    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
  };
  private static final OpenOption[] ONLY_NEW = {
    StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE
  };

  /** To standard output. A column name that comes out as question marks would be another column. */
  void print(String yaml, PrintWriter out) {
    Charset charset = Charset.defaultCharset();
    if (!charset.newEncoder().canEncode(yaml)) {
      throw new TidemarkException(
          ErrorCode.BAD_ARGUMENT,
          "the monitor has characters that standard output cannot hold",
          "its encoding is " + charset,
          "write the monitor to a file with " + option,
          null);
    }
    out.print(yaml);
    out.flush();
  }

  /** Fails if the file may not be written, before the work is done for nothing. */
  void requireFree(Path file) {
    if (!force && Files.exists(file)) {
      throw exists(file, null);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw notWritable(file, new IOException("there is no folder " + folder));
    }
  }

  void save(Path file, String yaml) {
    try {
      Files.writeString(file, yaml, force ? REPLACE : ONLY_NEW);
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw notWritable(file, e);
    }
  }

  private TidemarkException exists(Path file, @Nullable Exception cause) {
    return new TidemarkException(
        ErrorCode.BAD_ARGUMENT,
        "file `" + file + "` exists and was left as it is",
        null,
        "name another file with " + option + ", or replace it with --force",
        cause);
  }

  private static TidemarkException notWritable(Path file, IOException cause) {
    return new TidemarkException(
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "the monitor file `" + file + "` cannot be written",
        cause.toString(),
        "check that its folder exists and that this user may write there",
        cause);
  }
}
