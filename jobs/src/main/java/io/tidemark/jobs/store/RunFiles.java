package io.tidemark.jobs.store;

import io.tidemark.jobs.config.Monitor;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.reports.SitePaths;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The files of an output directory: verdicts and reports. A file appears whole or not at all. */
public final class RunFiles {
  /** Where the result store lies in an output directory. */
  static final String STORE = "/results";

  private static final Set<String> OBJECT_STORES = Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn");

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
        new StoreOwner(hadoop, monitor.out(), monitor.environment(), monitor.ownsStore()));
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
    return runFolder(runId) + "/verdict.json";
  }

  /** Folder of a file. */
  public static String folder(String file) {
    return String.valueOf(new Path(file).getParent());
  }

  /** Path of a run's report. */
  public String report(String runId) {
    return page(SitePaths.run(runId));
  }

  /** Path of the index of all monitors and runs. */
  public String overview() {
    return page(SitePaths.OVERVIEW);
  }

  /** Path of a page of the site, from its place in the folder of reports. */
  public String page(String place) {
    return out + "/report/" + place;
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
      } catch (IOException | RuntimeException e) {
        throw notWritable(folder, e);
      }
    }
  }

  /** Folder of a run's verdict and other files. */
  public String runFolder(String runId) {
    return out + "/runs/" + runId;
  }

  /** Whether there is a file or folder. */
  public boolean exists(String file) {
    try {
      Path path = new Path(file);
      return fileSystem(path).exists(path);
    } catch (IOException | RuntimeException e) {
      throw notWritable(file, e);
    }
  }

  /** Deletes a file, or a folder with all that is in it; what is not there is no error. */
  public void delete(String file) {
    requireOwner();
    try {
      Path path = new Path(file);
      fileSystem(path).delete(path, true);
    } catch (IOException | RuntimeException e) {
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
    } catch (IOException | RuntimeException e) {
      throw notWritable(folder, e);
    }
  }

  /** Writes a text file in place of what was there. */
  public void write(String file, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      Path target = new Path(file);
      FileSystem files = fileSystem(target);
      if (OBJECT_STORES.contains(files.getUri().getScheme())) {
        put(files, target, content);
      } else {
        rename(files, target, content);
      }
    } catch (IOException | RuntimeException e) {
      // Hadoop tells of a file system whose classes are not there by a plain RuntimeException.
      throw notWritable(file, e);
    }
  }

  /**
   * On an object store a file is there from the moment that it is closed, whole, in place of the
   * one before. To rename would be to copy, and to be without the file for a while.
   */
  private static void put(FileSystem files, Path target, byte[] content) throws IOException {
    FSDataOutputStream stream = files.create(target, true);
    try {
      stream.write(content);
    } catch (IOException e) {
      if (stream.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        // To close it would put half of the file there.
        stream.abort();
      }
      throw e;
    }
    stream.close();
  }

  private static void rename(FileSystem files, Path target, byte[] content) throws IOException {
    Path part = new Path(target.getParent(), "." + target.getName() + "-" + UUID.randomUUID());
    try (OutputStream stream = files.create(part, false)) {
      stream.write(content);
    }
    if (!files.rename(part, target)) {
      // File systems other than a local disk refuse to rename onto an existing file.
      files.delete(target, false);
      if (!files.rename(part, target)) {
        files.delete(part, false);
        throw new IOException("rename from " + part + " was refused");
      }
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
