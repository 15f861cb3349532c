package io.tidemark.jobs.config;

import io.tidemark.jobs.error.ErrorCode;
import io.tidemark.jobs.error.TidemarkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run writes for other programs beside its verdict and report; what is null is not written.
 *
 * @param junit JUnit report
 * @param markdown summary in Markdown
 * @param github annotations and the job's summary in GitHub Actions
 * @param prometheus metrics
 * @param openlineage run events
 */
public record Outputs(
    @Nullable FileOutput junit,
    @Nullable FileOutput markdown,
    @Nullable Github github,
    @Nullable Prometheus prometheus,
    @Nullable OpenLineage openlineage) {
  private static final List<String> NAMES =
      List.of("junit", "markdown", "github", "prometheus", "openlineage");

  /** Nothing. */
  public static final Outputs NONE = new Outputs(null, null, null, null, null);

  /**
   * One file.
   *
   * @param file where to; null for the run's own folder
   */
  public record FileOutput(@Nullable String file) {}

  /**
   * GitHub Actions.
   *
   * @param when {@code actions} for only there, {@code always}; null for the former
   */
  public record Github(@Nullable String when) {

    /** Whether annotations are printed outside of GitHub Actions too. */
    public boolean always() {
      return "always".equals(when);
    }
  }

  /**
   * Metrics.
   *
   * @param file where to; null for the run's own folder
   * @param dir folder of node_exporter's textfile collector; null for none
   * @param pushgateway address of a Pushgateway; null for none
   * @param required whether the run's exit code tells of a Pushgateway that does not take them
   */
  public record Prometheus(
      @Nullable String file,
      @Nullable String dir,
      @Nullable String pushgateway,
      boolean required) {}

  /**
   * Run events.
   *
   * @param file where to; null for the run's own folder
   * @param url endpoint that takes events; null for none
   * @param namespace namespace of the job; null for the default
   * @param required whether the run's exit code tells of an endpoint that does not take them
   */
  public record OpenLineage(
      @Nullable String file, @Nullable String url, @Nullable String namespace, boolean required) {}

  /**
   * These outputs and one that was asked for on the command line.
   *
   * @param text its name, or name and file such as {@code junit=report.xml}
   * @throws TidemarkException if there is no such output
   */
  public Outputs with(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String file = equals < 0 ? null : text.substring(equals + 1);
    if (file != null && (file.isBlank() || name.equals("github"))) {
      throw badArgument(
          "--output " + text + " names no file that can be written",
          name.equals("github")
              ? "write --output github; its annotations go to standard output"
              : "write --output " + name + "=FILE, or --output " + name + " for the run's folder");
    }
    return switch (name) {
      case "junit" -> new Outputs(placed(junit, file), markdown, github, prometheus, openlineage);
      case "markdown" ->
          new Outputs(junit, placed(markdown, file), github, prometheus, openlineage);
      case "github" -> new Outputs(junit, markdown, new Github("always"), prometheus, openlineage);
      case "prometheus" -> new Outputs(junit, markdown, github, metrics(file), openlineage);
      case "openlineage" -> new Outputs(junit, markdown, github, prometheus, events(file));
      default ->
          throw badArgument(
              "--output " + name + " is no output" + Nearest.hint(name, NAMES),
              "name one of " + String.join(", ", NAMES));
    };
  }

  private static FileOutput placed(@Nullable FileOutput configured, @Nullable String file) {
    return file == null && configured != null ? configured : new FileOutput(file);
  }

  private Prometheus metrics(@Nullable String file) {
    Prometheus now = prometheus == null ? new Prometheus(null, null, null, false) : prometheus;
    return file == null ? now : new Prometheus(file, now.dir(), now.pushgateway(), now.required());
  }

  private OpenLineage events(@Nullable String file) {
    OpenLineage now = openlineage == null ? new OpenLineage(null, null, null, false) : openlineage;
    return file == null ? now : new OpenLineage(file, now.url(), now.namespace(), now.required());
  }

  private static TidemarkException badArgument(String message, String nextStep) {
    return new TidemarkException(ErrorCode.BAD_ARGUMENT, message, null, nextStep, null);
  }
}
