package io.tidemark.jobs.cli;

import io.tidemark.jobs.ExportJob;
import io.tidemark.jobs.store.RunFiles;
import io.tidemark.jobs.store.StoreTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The results as plain files. */
@Command(
    name = "export",
    description = "Copies the tables of the result store to one CSV or Parquet file each.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark export --out demo-out --format csv --to results-csv",
      "  tidemark export -c monitor.yaml --format parquet --to results --table drift --table runs"
    })
final class ExportCommand extends SparkCommand {
  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--format",
      paramLabel = "csv|parquet",
      required = true,
      description = "Format of the files.")
  private ExportJob.Format format = ExportJob.Format.CSV;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the files; those of an earlier export are replaced.")
  private String to = "";

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Only rows of this run. Default: all runs.")
  private @Nullable String run;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Only this table, for example check_results. Repeatable. Default: all tables.")
  private List<String> tables = new ArrayList<>();

  @Override
  int run() {
    List<StoreTable> wanted =
        tables.isEmpty()
            ? List.of(StoreTable.values())
            : tables.stream().distinct().map(ExportCommand::table).toList();
    String out = store.out();
    SparkSession spark = spark(store.monitor());
    RunFiles files = new RunFiles(spark.sparkContext().hadoopConfiguration(), out);
    List<ExportJob.Exported> exported =
        new ExportJob(spark, files.store(spark))
            .execute(new ExportJob.Options(format, wanted, run, to));
    PrintWriter writer = spec().commandLine().getOut();
    for (ExportJob.Exported file : exported) {
      writer.println(String.format(Locale.ROOT, "%,9d rows  %s", file.rows(), file.file()));
    }
    writer.flush();
    return 0;
  }

  private static StoreTable table(String name) {
    return Arrays.stream(StoreTable.values())
        .filter(t -> t.folder().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                VersionOptions.badArgument(
                    "--table "
                        + name
                        + " is no table of the result store; there are "
                        + Arrays.stream(StoreTable.values())
                            .map(StoreTable::folder)
                            .collect(Collectors.joining(", "))));
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "export";
  }
}
