package io.tidemark.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.tidemark.reports.RunLinks;
import java.util.Map;

/** The one door to the template engine. The templates are compiled with the module. */
public final class Templates {

  /** Package of the compiled templates; the same as in the module's POM. */
  private static final String PACKAGE = "io.tidemark.reports.template";

  private static final PageAssets ASSETS = PageAssets.load();

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  private Templates() {}

  /** Style sheet and script of every page. */
  public static PageAssets assets() {
    return ASSETS;
  }

  /** Renders one run as a page. */
  public static String run(RunView view, RunLinks links) {
    return render("run.jte", Map.of("view", view, "links", links));
  }

  /** Renders one monitor as a page. */
  public static String monitor(MonitorView view) {
    return render("monitor.jte", Map.of("view", view));
  }

  /** Renders the list of all monitors as a page. */
  public static String index(IndexView view) {
    return render("index.jte", Map.of("view", view));
  }

  private static String render(String template, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, parameters, output);
    return output.toString();
  }
}
