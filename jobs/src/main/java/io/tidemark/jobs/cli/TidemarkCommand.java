package io.tidemark.jobs.cli;

import io.tidemark.jobs.CodeVersion;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The top of the command line. */
@Command(
    name = "tidemark",
    description = "Data quality and drift analytics for versioned Delta Lake tables.",
    versionProvider = TidemarkCommand.Version.class,
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      SnapshotCommand.class,
      DriftCommand.class,
      TrainCommand.class,
      ModelsCommand.class,
      PromoteCommand.class,
      InferenceCommand.class,
      ReleaseCommand.class,
      ReportCommand.class,
      HousekeepingCommand.class,
      HistoryCommand.class,
      ExportCommand.class,
      SchemaCommand.class,
      ImportCommand.class,
      SuggestCommand.class,
      ScoreCommand.class,
      TriggerCommand.class,
      RetrainCommand.class,
      ReproduceCommand.class,
      NotifyCommand.class,
      DemoCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:passed, or warnings only",
      " 1:crash: a defect in Tidemark, the machine or the cluster",
      "10:a check failed or could not be evaluated, or a limit of the inference log is not kept",
      "11:the version drifted or could not be compared",
      "12:no model could be trained, a gate refused it, or it may not be promoted",
      "20:bad configuration or arguments",
      "21:table, version, reference or result unavailable",
      "22:output directory, result store or another output cannot be written or read; MLflow or a"
          + " notification failed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark run --config monitor.yaml",
      "  tidemark history --out tidemark-out",
      "  source <(tidemark generate-completion)"
    })
public final class TidemarkCommand {
  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean version;

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tidemark " + CodeVersion.current()};
    }
  }
}
