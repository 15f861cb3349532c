package io.tidemark.jobs.cli;

import io.tidemark.jobs.ReportJob;
import io.tidemark.jobs.store.RunFiles;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rebuilds the reports. */
@Command(
    name = "report",
    description =
        "Rebuilds the site of HTML reports from the result store: the index, a page for each"
            + " monitor and for each of its newest 200 runs. Computes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark report --out demo-out", "  tidemark report --config monitor.yaml"})
final class ReportCommand extends SparkCommand {
  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  int run() {
    String out = store.out();
    SparkSession spark = spark(store.monitor());
    RunFiles files = new RunFiles(spark.sparkContext().hadoopConfiguration(), out);
    String overview = new ReportJob(files.store(spark), files).rebuild();
    spec().commandLine().getOut().println("report    " + overview);
    return 0;
  }

  @Override
  String out() {
    return store.outBeforeLoading();
  }

  @Override
  String name() {
    return "report";
  }
}
