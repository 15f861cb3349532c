package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.http.HttpFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Files on a storage that this process reaches itself. */
final class HadoopArtifacts implements Artifacts {
  private final Configuration hadoop;
  private final String root;

  /**
   * Files below a folder.
   *
   * @param root its path or URI
   */
  HadoopArtifacts(Configuration hadoop, String root) {
    this.hadoop = hadoop;
    this.root = root;
  }

  @Override
  public void put(String path, long length, Supplier<InputStream> content) throws HttpFailure {
    Path target = new Path(root + "/" + path);
    try {
      FileSystem files = target.getFileSystem(hadoop);
      // The raw one leaves no .crc files beside the model.
      FileSystem raw = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
      try (InputStream in = content.get();
          OutputStream out = raw.create(target, true)) {
        in.transferTo(out);
      }
    } catch (UnsupportedFileSystemException e) {
      throw new HttpFailure(
          "the server keeps its artifacts at "
              + root
              + ", for which this Spark has no file system; start the server with"
              + " --serve-artifacts, or add the file system to Spark",
          false,
          null,
          e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new HttpFailure(
          "writing " + target + " failed: " + DeltaErrors.firstLine(e), true, null, e);
    }
  }
}
