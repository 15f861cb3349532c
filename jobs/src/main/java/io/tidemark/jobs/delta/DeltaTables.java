package io.tidemark.jobs.delta;

import io.delta.tables.DeltaTable;
import io.tidemark.checks.schema.TableCommit;
import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import io.tidemark.reports.TableVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** Resolves and reads Delta tables. The only class that asks a table for its newest version. */
public final class DeltaTables {
  private final SparkSession spark;

  /** Reads through this session. */
  public DeltaTables(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Resolves a version.
   *
   * @throws TidemarkException if the table or the version is not there
   */
  public ResolvedTable resolve(String name, VersionSelector selector) {
    DeltaTable table = open(name);
    try {
      Row detail = table.detail().select("id", "location").first();
      Row commit = commit(name, table.history(), selector);
      return resolved(name, detail.getString(1), detail.getString(0), commit);
    } catch (TidemarkException e) {
      throw e;
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "table `" + name + "`");
    }
  }

  /**
   * The versions with other rows before one, newest first, as far as the table's history reaches.
   *
   * @param most at most so many
   */
  public List<ResolvedTable> before(ResolvedTable table, int most) {
    DataVersions data = dataVersions(table.name());
    List<Long> numbers = new ArrayList<>();
    Optional<Long> version = data.before(table.version());
    while (version.isPresent() && numbers.size() < most) {
      numbers.add(version.get());
      version = data.before(version.get());
    }
    if (numbers.isEmpty()) {
      return List.of();
    }
    try {
      return commits(open(table.name()).history())
          .filter(functions.col("version").isin(numbers.toArray()))
          .orderBy(functions.col("version").desc())
          .collectAsList()
          .stream()
          .map(commit -> resolved(table.name(), table.location(), table.tableId(), commit))
          .toList();
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "table `" + table.name() + "`");
    }
  }

  /**
   * The newest commits up to a version, newest first, whether or not they changed rows.
   *
   * @param most at most so many
   */
  public List<TableVersion> commits(ResolvedTable table, int most) {
    try {
      return commits(open(table.name()).history())
          .filter(functions.col("version").leq(table.version()))
          .orderBy(functions.col("version").desc())
          .limit(most)
          .collectAsList()
          .stream()
          .map(commit -> resolved(table.name(), table.location(), table.tableId(), commit))
          .map(
              commit ->
                  new TableVersion(
                      commit.version(),
                      commit.commitTime(),
                      commit.operation(),
                      commit.message(),
                      commit.changedData()))
          .toList();
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "table `" + table.name() + "`");
    }
  }

  /** Whether a commit after one version, up to another, replaced the table's whole content. */
  public boolean replacedBetween(String name, long after, long upTo) {
    try {
      return !open(name)
          .history()
          .filter(functions.col("version").gt(after).and(functions.col("version").leq(upTo)))
          .filter(
              functions
                  .element_at(functions.col("operationParameters"), "mode")
                  .equalTo("Overwrite"))
          .isEmpty();
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "table `" + name + "`");
    }
  }

  /** Which versions of a table changed its data, as far as its history reaches. */
  public DataVersions dataVersions(String name) {
    try {
      return DataVersions.of(open(name).history());
    } catch (TidemarkException e) {
      throw e;
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "table `" + name + "`");
    }
  }

  /** The schemas of a table's versions, as far as its history reaches. */
  public SchemaVersions schemas(ResolvedTable table) {
    String subject = "table `" + table.name() + "`";
    NavigableMap<Long, TableCommit> commits = new TreeMap<>();
    DeltaSnapshots snapshots;
    try {
      snapshots = new DeltaSnapshots(spark, table.location());
      for (Row commit : commits(open(table.name()).history()).collectAsList()) {
        commits.put(
            commit.getLong(0),
            new TableCommit(
                commit.getLong(0),
                commit.getTimestamp(1).toInstant(),
                operation(commit),
                text(commit, 3)));
      }
    } catch (TidemarkException e) {
      throw e;
    } catch (Exception e) {
      throw DeltaErrors.explain(e, subject);
    }
    return new SchemaVersions(
        table.name(),
        commits,
        version -> {
          try {
            return snapshots.schema(version);
          } catch (Exception e) {
            throw DeltaErrors.explain(e, "`" + table.name() + "@" + version + "`");
          }
        });
  }

  /** True if names that differ only by case are different names in this session. */
  public boolean caseSensitive() {
    return Boolean.parseBoolean(spark.conf().get("spark.sql.caseSensitive"));
  }

  private static String operation(Row commit) {
    return commit.isNullAt(2) ? "unknown" : commit.getString(2);
  }

  /**
   * The rows of several versions of a table together. Columns are those of the first version that
   * all others have too, with the same type.
   *
   * @throws TidemarkException as {@link #read}
   */
  public Dataset<Row> readTogether(List<ResolvedTable> versions, @Nullable String where) {
    List<Dataset<Row>> parts = versions.stream().map(table -> read(table, where)).toList();
    Column[] common =
        Arrays.stream(parts.get(0).schema().fields())
            .filter(field -> parts.stream().allMatch(part -> has(part, field)))
            .map(field -> ColumnNames.column(field.name()))
            .toArray(Column[]::new);
    return parts.stream()
        .map(part -> parts.size() == 1 ? part : part.select(common))
        .reduce(Dataset::unionByName)
        .orElseThrow(() -> new IllegalArgumentException("no versions"));
  }

  private static boolean has(Dataset<Row> rows, StructField wanted) {
    return Arrays.stream(rows.schema().fields())
        .anyMatch(
            field ->
                field.name().equals(wanted.name()) && field.dataType().equals(wanted.dataType()));
  }

  /** True if all data files of these rows are still there; reads none of them. */
  public boolean hasAllFiles(Dataset<Row> rows) {
    Map<Path, Set<String>> byFolder = new HashMap<>();
    for (String file : rows.inputFiles()) {
      Path path = new Path(URI.create(file));
      byFolder.computeIfAbsent(path.getParent(), folder -> new HashSet<>()).add(path.getName());
    }
    try {
      for (Map.Entry<Path, Set<String>> folder : byFolder.entrySet()) {
        if (!names(folder.getKey()).containsAll(folder.getValue())) {
          return false;
        }
      }
      return true;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw DeltaErrors.explain(e, "a folder of the table");
    }
  }

  private Set<String> names(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    RemoteIterator<LocatedFileStatus> files =
        folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).listFiles(folder, false);
    while (files.hasNext()) {
      names.add(files.next().getPath().getName());
    }
    return names;
  }

  /**
   * The rows of a version.
   *
   * @param where filter, null for all rows
   * @throws TidemarkException if the version cannot be read or the filter does not fit its columns
   */
  public Dataset<Row> read(ResolvedTable table, @Nullable String where) {
    Dataset<Row> rows;
    try {
      rows =
          spark
              .read()
              .format("delta")
              .option("versionAsOf", table.version())
              .load(table.location());
    } catch (Exception e) {
      throw DeltaErrors.explain(e, "`" + table.label() + "`");
    }
    return where == null ? rows : filter(rows, table, where);
  }

  private static Dataset<Row> filter(Dataset<Row> rows, ResolvedTable table, String where) {
    try {
      return rows.filter(where);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new TidemarkException(
            ErrorCode.CONFIG_DOES_NOT_FIT_TABLE,
            "the filter `where: " + where + "` does not fit `" + table.label() + "`",
            DeltaErrors.firstLine(e),
            "its columns are "
                + String.join(", ", rows.columns())
                + "; mend `where` in the monitor file",
            e);
      }
      throw e;
    }
  }

  private DeltaTable open(String name) {
    boolean path = isPath(name);
    if (path && !exists(name)) {
      throw notFound(
          "there is no table at `" + name + "`",
          "check `table` (or --table): relative paths start at "
              + java.nio.file.Path.of("").toAbsolutePath(),
          null);
    }
    try {
      return path ? DeltaTable.forPath(spark, name) : DeltaTable.forName(spark, name);
    } catch (Exception e) {
      if (e instanceof ParseException) {
        throw notFound(
            "`" + name + "` is neither a path nor a catalog name",
            "a path has a slash, a catalog name looks like `lake.flights`",
            e);
      }
      if (!DeltaErrors.mentions(e, "DELTA_MISSING_DELTA_TABLE")) {
        throw DeltaErrors.explain(e, "table `" + name + "`");
      }
      if (path) {
        throw new TidemarkException(
            ErrorCode.NOT_A_DELTA_TABLE,
            "`" + name + "` is not a Delta table",
            "it has no `_delta_log` folder with commits",
            "name the table's root folder, or convert Parquet files with `CONVERT TO DELTA`",
            e);
      }
      throw notFound(
          "there is no Delta table `" + name + "` in the catalog",
          "a path needs a slash, for example `./"
              + name
              + "`; a catalog name needs a session with that catalog",
          e);
    }
  }

  private static TidemarkException notFound(
      String message, String nextStep, @Nullable Exception cause) {
    return new TidemarkException(ErrorCode.TABLE_NOT_FOUND, message, null, nextStep, cause);
  }

  private static boolean isPath(String name) {
    return name.contains("/") || java.nio.file.Files.exists(java.nio.file.Path.of(name));
  }

  private boolean exists(String name) {
    try {
      Path path = new Path(name);
      return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    } catch (IOException | IllegalArgumentException e) {
      throw notFound(
          "`" + name + "` is no path that can be looked at: " + DeltaErrors.firstLine(e),
          "check `table` (or --table)",
          e);
    }
  }

  private static Dataset<Row> commits(Dataset<Row> history) {
    return history.select(
        "version",
        "timestamp",
        "operation",
        "userMetadata",
        "userName",
        "engineInfo",
        "operationMetrics");
  }

  private static ResolvedTable resolved(String name, String location, String tableId, Row commit) {
    return new ResolvedTable(
        name,
        location,
        tableId,
        commit.getLong(0),
        commit.getTimestamp(1).toInstant(),
        operation(commit),
        text(commit, 3),
        text(commit, 4),
        text(commit, 5),
        DataVersions.changed(operation(commit), commit.isNullAt(6) ? null : commit.getJavaMap(6)));
  }

  private static @Nullable String text(Row commit, int place) {
    return commit.isNullAt(place) ? null : commit.getString(place);
  }

  private static Row commit(String name, Dataset<Row> history, VersionSelector selector) {
    Dataset<Row> commits = commits(history);
    Dataset<Row> wanted = commits;
    if (selector instanceof VersionSelector.AtVersion number) {
      wanted = commits.filter(functions.col("version").equalTo(number.version()));
    } else if (selector instanceof VersionSelector.AtTime at) {
      wanted =
          commits.filter(functions.col("timestamp").leq(functions.lit(Timestamp.from(at.time()))));
    }
    List<Row> newest = wanted.orderBy(functions.col("version").desc()).limit(1).collectAsList();
    if (newest.isEmpty()) {
      throw missingVersion(name, commits, selector);
    }
    return newest.get(0);
  }

  private static TidemarkException missingVersion(
      String name, Dataset<Row> commits, VersionSelector selector) {
    Row range =
        commits
            .agg(functions.min("version"), functions.max("version"), functions.min("timestamp"))
            .first();
    String available = "versions " + range.getLong(0) + " to " + range.getLong(1);
    Instant earliest = range.getTimestamp(2).toInstant();
    String message =
        selector instanceof VersionSelector.AtVersion number
            ? "table `" + name + "` has no version " + number.version()
            : selector instanceof VersionSelector.AtTime at
                ? "table `" + name + "` had no version yet at " + at.time()
                : "table `" + name + "` has no commits";
    return new TidemarkException(
        ErrorCode.VERSION_NOT_FOUND,
        message,
        "its log holds " + available + ", the earliest of " + earliest,
        "choose one of these with --version or --timestamp",
        null);
  }
}
