package io.tidemark.jobs.mlflow;

import io.tidemark.jobs.config.MlflowSettings;
import io.tidemark.jobs.delta.DeltaErrors;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.jobs.http.HttpFailure;
import io.tidemark.jobs.http.Retries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/**
 * Publishes models on an MLflow server: a run with parameters, metrics, tags and files, a
 * registered version of it, and aliases. Publishing a model again finds what is there and adds
 * nothing; what an attempt left unfinished is completed.
 */
public final class MlflowRegistry {
  private static final String FOLDER = "model";
  private static final int LONGEST_PARAM = 6000;
  private static final int LONGEST_TAG = 5000;
  private static final int LONGEST_NAME = 250;

  private final SparkSession spark;
  private final MlflowSettings settings;
  private final String workFolder;
  private final Clock clock;
  private final MlflowHttp http;
  private final MlflowApi api;
  private final Retries retries;

  /**
   * A server.
   *
   * @param workFolder path or URI of a folder for passing files, which every worker of Spark
   *     reaches
   * @param environment the environment variables, in which the credentials are
   */
  public MlflowRegistry(
      SparkSession spark,
      MlflowSettings settings,
      String workFolder,
      Map<String, String> environment,
      Clock clock) {
    this(
        spark,
        settings,
        workFolder,
        environment,
        clock,
        new Retries(settings.attempts(), pause -> Thread.sleep(pause.toMillis())));
  }

  MlflowRegistry(
      SparkSession spark,
      MlflowSettings settings,
      String workFolder,
      Map<String, String> environment,
      Clock clock,
      Retries retries) {
    this.spark = spark;
    this.settings = settings;
    this.workFolder = workFolder;
    this.clock = clock;
    this.retries = retries;
    http = new MlflowHttp(settings.trackingUri(), settings.timeout(), Credentials.of(environment));
    api = new MlflowApi(http);
  }

  /**
   * Publishes a model.
   *
   * @throws TidemarkException with {@link ErrorCode#MLFLOW_UNAVAILABLE} if the server cannot be
   *     reached or refuses it
   */
  public Publication publish(PublishedModel model) {
    return explained(model.modelId(), () -> published(model));
  }

  /**
   * Gives an alias to a published model, in place of another one; errors as in {@link #publish}.
   */
  public void alias(PublishedModel model, Publication publication, String alias) {
    explained(
        model.modelId(),
        () ->
            retries.run(
                () -> {
                  api.alias(publication.model(), publication.version(), alias);
                  return publication;
                }));
  }

  /**
   * Takes an alias away, if there is one; errors as in {@link #publish}.
   *
   * @param modelId the model on whose behalf it is done
   */
  public void removeAlias(String modelId, String alias) {
    explained(
        modelId,
        () ->
            retries.run(
                () -> {
                  api.removeAlias(settings.model(), alias);
                  return alias;
                }));
  }

  private Publication published(PublishedModel model) throws HttpFailure {
    String experiment = retries.run(() -> api.experiment(settings.experiment()));
    MlflowApi.Run run = retries.run(() -> api.run(experiment, model.modelId(), model.createdAt()));
    if (!run.finished()) {
      retries.run(
          () -> {
            log(run, model);
            return run;
          });
      upload(run, model);
      retries.run(
          () -> {
            api.finish(run.id(), clock.instant());
            return run;
          });
    }
    String name = settings.model();
    String source = run.artifacts().replaceAll("/+$", "") + "/" + FOLDER;
    Map<String, String> tags =
        Map.of(
            MlflowApi.MODEL_ID,
            model.modelId(),
            "tidemark.model_version",
            Integer.toString(model.version()));
    String version =
        retries.run(
            () -> {
              api.registeredModel(name);
              return api.version(name, run, source, tags);
            });
    return new Publication(run.id(), name, version);
  }

  private void log(MlflowApi.Run run, PublishedModel model) throws HttpFailure {
    Map<String, Double> metrics = new LinkedHashMap<>();
    model
        .metrics()
        .forEach(
            (name, value) -> {
              if (Double.isFinite(value)) {
                metrics.put(name(name), value);
              }
            });
    api.log(
        run.id(),
        texts(model.params(), LONGEST_PARAM),
        texts(model.tags(), LONGEST_TAG),
        metrics,
        model.createdAt());
  }

  /** Names and values within MLflow's limits. */
  private static Map<String, String> texts(Map<String, String> values, int longest) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            texts.put(
                name(name),
                value.length() <= longest ? value : value.substring(0, longest - 3) + "...");
          }
        });
    return texts;
  }

  private static String name(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_. -]", "_");
    return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
  }

  private void upload(MlflowApi.Run run, PublishedModel model) throws HttpFailure {
    Artifacts artifacts = artifacts(run.artifacts());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Path work = new Path(workFolder, model.modelId() + "-" + UUID.randomUUID());
    try {
      FileSystem files = work.getFileSystem(hadoop);
      try {
        PipelineExport.save(model.modelFolder(), work.toString());
        uploadFolder(artifacts, files, work);
      } finally {
        files.delete(work, true);
      }
    } catch (IOException e) {
      throw new HttpFailure(
          "the model cannot be passed on through " + work + ": " + DeltaErrors.firstLine(e),
          false,
          null,
          e);
    }
    for (Map.Entry<String, String> file : model.files().entrySet()) {
      put(artifacts, file.getKey(), file.getValue());
    }
    Map<String, String> flavor =
        SparkFlavor.files(FOLDER, run.id(), spark.version(), model.createdAt());
    for (Map.Entry<String, String> file : flavor.entrySet()) {
      put(artifacts, FOLDER + "/" + file.getKey(), file.getValue());
    }
  }

  private void uploadFolder(Artifacts artifacts, FileSystem files, Path folder)
      throws IOException, HttpFailure {
    String root = files.makeQualified(folder).toUri().getPath() + "/";
    RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      // Checksums of Hadoop's local file system are no part of the model.
      if (!file.getPath().getName().startsWith(".")) {
        String path = file.getPath().toUri().getPath().substring(root.length());
        put(
            artifacts,
            FOLDER + "/" + SparkFlavor.PIPELINE + "/" + path,
            file.getLen(),
            () -> open(files, file.getPath()));
      }
    }
  }

  private static InputStream open(FileSystem files, Path file) {
    try {
      return files.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(Artifacts artifacts, String path, String text) throws HttpFailure {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(artifacts, path, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private void put(Artifacts artifacts, String path, long length, Supplier<InputStream> content)
      throws HttpFailure {
    retries.run(
        () -> {
          artifacts.put(path, length, content);
          return path;
        });
  }

  private Artifacts artifacts(String uri) throws HttpFailure {
    URI root = URI.create(uri);
    if (!"mlflow-artifacts".equals(root.getScheme())) {
      return new HadoopArtifacts(spark.sparkContext().hadoopConfiguration(), uri);
    }
    String authority = root.getRawAuthority();
    if (authority != null && !authority.equals(settings.trackingUri().getRawAuthority())) {
      // Credentials of one server are not for another.
      throw new HttpFailure(
          "the run's artifacts are on another server, " + uri + "; name that one as `tracking_uri`",
          false,
          null,
          null);
    }
    return new ProxiedArtifacts(http, root.getPath().replaceAll("^/+|/+$", ""));
  }

  private <T> T explained(String modelId, Retries.Step<T> step) {
    try {
      return step.run();
    } catch (HttpFailure e) {
      throw new TidemarkException(
          ErrorCode.MLFLOW_UNAVAILABLE,
          "model `%s` is not published on the MLflow server %s".formatted(modelId, http.base()),
          e.getMessage(),
          "the model and its place in Tidemark's registry are kept; once the server works: tidemark models publish %s --config FILE"
              .formatted(modelId),
          e);
    }
  }
}
