package io.tidemark.jobs.store;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The files of an output directory: verdicts and reports. A file appears whole or not at all. */
public final class RunFiles {
  private static final String STORE = "/results";

  private final Configuration hadoop;
  private final String out;
  private final @Nullable StoreOwner owner;

  /** Files below this path or URI, to be read, or written by no environment in particular. */
  public RunFiles(Configuration hadoop, String out) {
    this(hadoop, out, null);
  }

  private RunFiles(Configuration hadoop, String out, @Nullable StoreOwner owner) {
    this.hadoop = hadoop;
    this.out = out;
    this.owner = owner;
  }

  /** The files of a monitor, which another environment's monitor cannot write. */
  public static RunFiles of(Configuration hadoop, Monitor monitor) {
    return new RunFiles(
        hadoop,
        monitor.out(),
        new StoreOwner(hadoop, monitor.out() + STORE, monitor.environment(), monitor.ownsStore()));
  }

  /** The result store below. */
  public ResultStore store(SparkSession spark) {
    return new ResultStore(spark, storeRoot(), this::requireOwner);
  }

  /**
   * Fails if the store belongs to another environment.
   *
   * @throws TidemarkException if it does, or cannot be reached
   */
  public void requireOwner() {
    if (owner != null) {
      owner.require();
    }
  }

  /** Root of the result store. */
  public String storeRoot() {
    return out + STORE;
  }

  /** Path of a run's verdict. */
  public String verdict(String runId) {
    return folder(runId) + "/verdict.json";
  }

  /** Path of a run's report. */
  public String report(String runId) {
    return out + "/report/runs/" + runId + ".html";
  }

  /** Path of the overview of all runs. */
  public String overview() {
    return out + "/report/index.html";
  }

  /**
   * Proves that the directory can be written, before any work is done.
   *
   * @throws TidemarkException if it cannot
   */
  public void checkWritable() {
    requireOwner();
    for (String folder : List.of(out, out + "/runs", out + "/report/runs", storeRoot())) {
      String name = folder + "/.tidemark-" + UUID.randomUUID();
      try {
        Path probe = new Path(name);
        FileSystem files = fileSystem(probe);
        files.create(probe, false).close();
        files.delete(probe, false);
      } catch (IOException | IllegalArgumentException e) {
        throw notWritable(folder, e);
      }
    }
  }

  /** Folder of a run's verdict and other files. */
  public String folder(String runId) {
    return out + "/runs/" + runId;
  }

  /** Whether there is a file or folder. */
  public boolean exists(String file) {
    try {
      Path path = new Path(file);
      return fileSystem(path).exists(path);
    } catch (IOException | IllegalArgumentException e) {
      throw notWritable(file, e);
    }
  }

  /** Deletes a file, or a folder with all that is in it; what is not there is no error. */
  public void delete(String file) {
    requireOwner();
    try {
      Path path = new Path(file);
      fileSystem(path).delete(path, true);
    } catch (IOException | IllegalArgumentException e) {
      throw notWritable(file, e);
    }
  }

  /** Folders in a folder that were last changed before a time; none if it is not there. */
  public List<String> folders(String folder, Instant before) {
    List<String> found = new ArrayList<>();
    try {
      Path path = new Path(folder);
      FileSystem files = fileSystem(path);
      if (files.exists(path)) {
        for (FileStatus status : files.listStatus(path)) {
          if (status.isDirectory() && status.getModificationTime() < before.toEpochMilli()) {
            found.add(folder + "/" + status.getPath().getName());
          }
        }
      }
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw notWritable(folder, e);
    }
  }

  /** Writes a text file in place of what was there. */
  public void write(String file, String text) {
    try {
      Path target = new Path(file);
      Path part = new Path(target.getParent(), "." + target.getName() + "-" + UUID.randomUUID());
      FileSystem files = fileSystem(target);
      try (OutputStream stream = files.create(part, false)) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (!files.rename(part, target)) {
        // Stores other than a local disk refuse to rename onto an existing file.
        files.delete(target, false);
        if (!files.rename(part, target)) {
          files.delete(part, false);
          throw new IOException("rename from " + part + " was refused");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw notWritable(file, e);
    }
  }

  private FileSystem fileSystem(Path path) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    // The raw one leaves no .crc files beside what people look at.
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  static TidemarkException notWritable(String path, Exception e) {
    return new TidemarkException(
        ErrorCode.OUTPUT_NOT_WRITABLE,
        "`" + path + "` cannot be written",
        e.getMessage(),
        "name a directory that this user may write with --out or `out:`",
        e);
  }
}
